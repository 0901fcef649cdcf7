package dev.hone.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.EdgeMap;
import dev.hone.pgo.Evidence.Taken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:30:00Z");
    private static final long SECOND = 1_000_000_000;

    private static Evidence evidence(String instance, Instant time, long samples) {
        return Evidence.of(instance, time, time, new Taken(samples, 30 * SECOND, 1.0, 0.25));
    }

    @Test
    void profile_tellsWhereWhenAndHowItWasTaken() {
        assertThat(Evidence.of("pod-1", NOON, NOON.plusSeconds(60), new Taken(400, 30 * SECOND, 0.01, 0.25)))
                .isEqualTo(new Evidence(
                        new TreeMap<>(Map.of("pod-1", 400L)),
                        0,
                        new TreeMap<>(Map.of(12, 400L)),
                        30 * SECOND,
                        30 * SECOND,
                        100,
                        NOON.getEpochSecond() + 60));
    }

    @Test
    void profile_withoutSamples_countsItsInstanceAndItsQuietTime_butNoHour() {
        Evidence quiet = Evidence.of("", NOON, NOON, new Taken(0, 30 * SECOND, 0.0, 0));

        assertThat(quiet.instances()).containsExactly(Map.entry("", 0L));
        assertThat(quiet.hours()).isEmpty();
        assertThat(quiet.quietShare()).isEqualTo(1);
    }

    @Test
    void sum_isTheSameInEveryOrder_andNothingChangesIt() {
        Random random = new Random(5);
        List<Evidence> parts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            parts.add(evidence(
                    "pod-" + random.nextInt(20), NOON.plusSeconds(random.nextInt(86_400)), random.nextInt(500)));
        }
        Evidence sum = parts.stream().reduce(Evidence.NONE, Evidence::and);
        Collections.shuffle(parts, random);
        Evidence left = parts.subList(0, 37).stream().reduce(Evidence.NONE, Evidence::and);
        Evidence right = parts.subList(37, 100).stream().reduce(Evidence.NONE, Evidence::and);

        assertThat(left.and(right)).isEqualTo(sum);
        assertThat(right.and(left).and(Evidence.NONE)).isEqualTo(sum);
    }

    @Test
    void sum_ofAFleetOfThousands_tellsApartTheBusiest_andStaysSmall() {
        Evidence sum = Evidence.NONE;
        for (int i = 0; i < 3_000; i++) {
            sum = sum.and(evidence("pod-" + i, NOON, 100 + i));
        }

        assertThat(sum.instances()).hasSize(200).containsKey("pod-2999");
        assertThat(sum.instanceCount()).isGreaterThan(200);
        assertThat(sum.hours()).containsExactly(Map.entry(12, 3_000L * 100 + 2_999L * 3_000 / 2));
        assertThat(sum.busiest().getKey()).isEqualTo("pod-2999");
    }

    @Test
    void segment_keepsIt_andOneOfAnOlderHoneHasNone() {
        Group group = new Group(LocalDate.of(2026, 3, 4), "", "");
        Evidence evidence = evidence("pod-1", NOON, 400);
        Segment.Facts facts = new Segment.Facts(group, 0, 400, 400, 17, "", List.of(), evidence);
        Segment segment = Segment.of(facts, List.of("ab".repeat(32)), EdgeMap.EMPTY);

        assertThat(Segment.read(segment.bytes(), "x").facts()).isEqualTo(facts);

        String old =
                "{\"group\":{\"day\":\"2026-03-04\",\"version\":\"\",\"workload\":\"\"},\"level\":0,\"samples\":400,"
                        + "\"weight\":400,\"received\":17,\"staging\":\"\",\"flags\":[]}";
        Segment.Facts read = Json.readState(old.getBytes(StandardCharsets.UTF_8), Segment.Facts.class, "x");
        assertThat(read).isEqualTo(new Segment.Facts(group, 0, 400, 400, 17, "", List.of(), Evidence.NONE));
    }
}
