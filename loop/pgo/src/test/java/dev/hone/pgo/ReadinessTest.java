package dev.hone.pgo;

import static dev.hone.pgo.Fleet.edge;
import static dev.hone.pgo.Fleet.map;
import static dev.hone.pgo.Fleet.policy;
import static dev.hone.pgo.Fleet.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.MemoryBlobStore;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.SymbolList;
import dev.hone.intake.Origin;
import dev.hone.pgo.Evidence.Taken;
import dev.hone.pgo.Readiness.Code;
import dev.hone.pgo.Readiness.Lack;
import dev.hone.pgo.Readiness.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether there is enough, for fleets made up here. */
final class ReadinessTest {
    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    private static final long SECOND = 1_000_000_000;

    /** A few calls that take nearly all of the time. */
    private static final EdgeMap STEEP = map(edge("main", 1, "work", 70), edge("work", 2, "sum", 30));

    private final List<Segment> segments = new ArrayList<>();
    private @Nullable SymbolList symbols;

    private void upload(String instance, Instant taken, EdgeMap edges) {
        upload(instance, taken, edges, List.of(), new Taken(edges.total(), 30 * SECOND, 2.0, 0));
    }

    private void upload(String instance, Instant taken, EdgeMap edges, List<String> flags, Taken how) {
        Group group = new Group(LocalDate.ofInstant(taken, ZoneOffset.UTC), "v1", "");
        Segment.Facts facts = new Segment.Facts(
                group,
                0,
                edges.total(),
                edges.total(),
                taken.getEpochSecond() * SECOND,
                "",
                flags,
                Evidence.of(instance, taken, taken, how));
        segments.add(Segment.of(facts, List.of(Sha256.of(new byte[] {(byte) segments.size()})), edges));
    }

    private Readiness readiness(String policy) {
        return readiness(policy, NOW);
    }

    private Readiness readiness(String policy, Instant now) {
        List<SegmentEntry> entries = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            entries.add(segments.get(i).entry(String.valueOf(i)));
        }
        ProgramSymbols known = symbols == null ? null : new ProgramSymbols("v2", symbols);
        Weighed weighed = new Weighing(
                        policy(policy), LocalDate.ofInstant(now, ZoneOffset.UTC), new TreeMap<>(), known, 7)
                .weigh(entries, id -> segments.get(Integer.parseInt(id)).edges());
        List<Segment.Facts> facts = segments.stream().map(Segment::facts).toList();
        return Readiness.of(new Survey(weighed, known != null, facts), policy(policy), now, 7);
    }

    private static List<Code> codes(Readiness readiness) {
        return readiness.lacks().stream().map(Lack::code).toList();
    }

    /** Ten instances, each at four times of the day. */
    private void wholeFleet() {
        for (int hour = 1; hour < 24; hour += 6) {
            for (int instance = 0; instance < 10; instance++) {
                upload(
                        "pod-" + instance,
                        NOW.minus(Duration.ofHours(24)).plus(Duration.ofHours(hour)),
                        times(STEEP, 3));
            }
        }
    }

    @Test
    void twoThousandSamples_ofOneIdlePod_areToldWhatIsMissing() {
        upload(
                "pod-7",
                NOW.minusSeconds(3_600),
                times(STEEP, 20),
                List.of(),
                new Taken(2_000, 300 * SECOND, 0.02, 0.9));

        Readiness readiness = readiness("{}");

        assertThat(readiness.verdict()).isEqualTo(Verdict.NOT_YET);
        assertThat(codes(readiness)).containsExactly(Code.SAMPLES, Code.INSTANCES, Code.DAY_PARTS, Code.IDLE);
        assertThat(readiness.lacks())
                .extracting(Lack::message)
                .containsExactly(
                        "8000 more samples; there are 2000",
                        "7 more instances; there is 1; if the fleet is smaller, set readyInstances in the policy",
                        "another part of the day: afternoon (12 to 18 h UTC, empty) or evening (18 to 24 h UTC, empty) "
                                + "or night (0 to 6 h UTC, empty)",
                        "profiles of busier instances: in 100.0% of the time next to nothing ran; 100.0% of the samples "
                                + "are of pod-7");
        // At 2,000 samples an hour; but when the other instances come is not known.
        assertThat(readiness.lacks().getFirst().comes()).isEqualTo(Duration.ofHours(4));
        assertThat(readiness.timeToReady()).isNull();
        assertThat(readiness.wants()).isEqualTo(new Readiness.Wanted(Set.of("pod-7"), Set.of(9), false));
    }

    @Test
    void aFleet_thatWasSeenOnAllInstancesThroughTheDay_isReady() {
        wholeFleet();

        Readiness readiness = readiness("{}");

        assertThat(readiness.lacks()).isEmpty();
        assertThat(readiness.verdict()).isEqualTo(Verdict.READY);
        assertThat(readiness.timeToReady()).isNull();
        assertThat(readiness.figures().samples()).isEqualTo(12_000);
        assertThat(readiness.figures().instances()).isEqualTo(10);
        assertThat(readiness.figures().coverage()).isGreaterThan(0.97);
        assertThat(readiness.figures().dayParts()).containsValues(3_000L, 3_000L, 3_000L, 3_000L);
        assertThat(readiness.figures().stale()).isNull();
        assertThat(readiness.wants().enough()).isTrue();
    }

    @Test
    void lacks_thatTimeAloneMends_sayWhen() {
        for (int instance = 0; instance < 10; instance++) {
            upload("pod-" + instance, NOW.minus(Duration.ofHours(2)), times(STEEP, 8));
        }

        Readiness readiness = readiness("{}");

        assertThat(codes(readiness)).containsExactly(Code.SAMPLES, Code.DAY_PARTS);
        // 2,000 more at 4,000 an hour; the afternoon begins at 12.
        assertThat(readiness.lacks())
                .extracting(Lack::comes)
                .containsExactly(Duration.ofMinutes(30), Duration.ofHours(2));
        assertThat(readiness.timeToReady()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void silence_meansThatItNeverComes() {
        upload("pod-1", NOW.minus(Duration.ofDays(5)), times(STEEP, 20));

        Readiness readiness = readiness("{}");

        assertThat(readiness.verdict()).isEqualTo(Verdict.NEVER);
        assertThat(codes(readiness)).endsWith(Code.NOTHING_NEW);
        assertThat(readiness.lacks().getFirst().comes()).isNull();
    }

    @Test
    void silence_afterThereIsEnough_isNoLack() {
        wholeFleet();

        assertThat(readiness("{}", NOW.plus(Duration.ofDays(5))).verdict()).isEqualTo(Verdict.READY);
    }

    @Test
    void profilesWithoutStartLines_areNeverEnough() {
        wholeFleet();
        upload("pod-0", NOW, times(STEEP, 100), List.of("START_LINES_MISSING"), new Taken(10_000, 30 * SECOND, 2.0, 0));

        Readiness readiness = readiness("{}");

        assertThat(readiness.verdict()).isEqualTo(Verdict.NEVER);
        assertThat(readiness.lacks().getFirst().message()).startsWith("45").contains("Go 1.20");
    }

    @Test
    void profilesOfAnotherProgram_areNeverEnough() {
        wholeFleet();
        symbols = symbols("main", "other");

        Readiness readiness = readiness("{}");

        assertThat(readiness.verdict()).isEqualTo(Verdict.NEVER);
        assertThat(codes(readiness)).containsExactly(Code.STALE);
        assertThat(readiness.figures().stale()).isEqualTo(1);
    }

    private static SymbolList symbols(String... names) {
        try {
            return SymbolList.read(
                    new ByteArrayInputStream(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void manyRareCalls_areNotKnownWellEnough_andMoreSamplesTell() {
        for (int instance = 0; instance < 10; instance++) {
            for (int part = 0; part < 4; part++) {
                upload("pod-" + instance, NOW.minus(Duration.ofHours(6L * part)), flat(instance * 4 + part));
            }
        }

        Readiness readiness = readiness("{}");

        assertThat(codes(readiness)).containsExactly(Code.COVERAGE);
        assertThat(readiness.lacks().getFirst().comes()).isNotNull();
        assertThat(readiness.timeToReady())
                .isEqualTo(readiness.lacks().getFirst().comes());
    }

    /** 300 samples of 3,000 calls that are all alike. */
    private static EdgeMap flat(int seed) {
        Random random = new Random(seed);
        EdgeSum sum = new EdgeSum(1);
        for (int i = 0; i < 300; i++) {
            sum.add(edge("f" + random.nextInt(3_000), 1, "g", 1));
        }
        return sum.toMap();
    }

    @Test
    void policy_saysWhatIsEnough() {
        upload("", NOW, times(STEEP, 5));

        assertThat(codes(readiness("{'readySamples': 500, 'readyInstances': 1, 'readyDayParts': 1}")))
                .isEmpty();
        Readiness other = readiness("{'readySamples': 501, 'readyInstances': 2, 'readyDayParts': 0}");
        assertThat(codes(other)).containsExactly(Code.SAMPLES, Code.INSTANCES);
        assertThat(other.lacks().getLast().message()).contains("uploads that name none count as one");
    }

    @Test
    void nothingAtAll_isNeverEnough() {
        Readiness readiness = readiness("{}");

        assertThat(readiness.verdict()).isEqualTo(Verdict.NEVER);
        assertThat(codes(readiness)).contains(Code.SAMPLES, Code.NOTHING_NEW);
        assertThat(readiness.figures().coverage()).isZero();
    }

    private static Fixture over() {
        Fixture.ManualClock clock = new Fixture.ManualClock();
        return Fixture.over(MemoryBlobStore.create(clock), clock);
    }

    @Test
    void stage_tellsOfUploads_alsoAfterTheyWereCompacted() {
        Fixture fixture = over();
        assertThat(fixture.stage.readiness(Fixture.WEB)).isEmpty();
        for (int i = 0; i < 20; i++) {
            Origin context = new Origin("", "", "pod-" + i % 9, "");
            fixture.stage.accept(Fixture.WEB, Samples.profile(i, 60), context);
        }
        fixture.sweep();

        Readiness readiness = fixture.stage.readiness(Fixture.WEB).orElseThrow();

        assertThat(fixture.stage.status(Fixture.WEB).orElseThrow().segments()).isLessThan(20);
        assertThat(readiness.figures().instances()).isEqualTo(9);
        assertThat(readiness.figures().samples())
                .isEqualTo(fixture.stage.status(Fixture.WEB).orElseThrow().samples());
        assertThat(readiness.wants().instances()).hasSize(9);
    }
}
