package dev.hone.pgo;

import static dev.hone.pgo.Fleet.TODAY;
import static dev.hone.pgo.Fleet.edge;
import static dev.hone.pgo.Fleet.map;
import static dev.hone.pgo.Fleet.policy;
import static dev.hone.pgo.Fleet.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.SymbolList;
import dev.hone.pgo.Weighed.Share;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WeighingTest {
    private static final EdgeMap WORK = map(edge("main", 1, "work", 4_000), edge("work", 2, "sum", 6_000));
    private static final EdgeMap REST = map(edge("main", 5, "rest", 5_000), edge("rest", 6, "sleep", 5_000));

    private static double share(Weighed weighed, String caller) {
        double all = weighed.sum().total();
        double part = 0;
        for (int edge = 0; edge < weighed.sum().size(); edge++) {
            Edge one = weighed.sum().edge(edge);
            part += one.caller().toString().equals(caller) ? one.weight() : 0;
        }
        return part / all;
    }

    private static ProgramSymbols symbols(String... names) {
        try {
            byte[] text = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
            return new ProgramSymbols("v2", SymbolList.read(new ByteArrayInputStream(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void weight_halvesWithEachHalfLife_byWholeDays() {
        Fleet fleet =
                new Fleet().upload(0, "", "", WORK).upload(7, "", "", WORK).upload(14, "", "", WORK);

        Weighed weighed = fleet.weigh("{}");

        assertThat(weighed.weights().inputs()).extracting(Input::factor).containsExactly(1L << 18, 1L << 19, 1L << 20);
        assertThat(weighed.unit()).isEqualTo(1L << 20);
        assertThat(weighed.samples()).isEqualTo(30_000);
        assertThat(weighed.inSamples()).isEqualTo(map(edge("main", 1, "work", 7_000), edge("work", 2, "sum", 10_500)));
        assertThat(fleet.weigh("{'halfLife': '0s'}").inSamples()).isEqualTo(times(WORK, 3));
    }

    @Test
    void uploads_outsideTheWindow_doNotCount_andThoseOfTomorrowCountAsTodays() {
        Fleet fleet = new Fleet()
                .upload(31, "", "", REST)
                .upload(30, "", "", WORK)
                .upload(-1, "", "", WORK)
                .upload(-400, "", "", WORK);

        assertThat(fleet.weigh("{'halfLife': '0s'}").inSamples()).isEqualTo(times(WORK, 3));
        assertThat(fleet.weigh("{}").weights().inputs())
                .extracting(Input::factor)
                .contains(1L << 20);
        assertThat(new Fleet().weigh("{}").sum()).isEqualTo(EdgeMap.EMPTY);
    }

    @Test
    void versions_countHalfOfTheNext_fromTheNewestWithEnoughSamplesOn() {
        EdgeMap few = map(edge("main", 1, "work", 100));
        Fleet fleet = new Fleet()
                .upload(0, "v1", "", WORK)
                .upload(0, "v2", "", WORK)
                .upload(0, "v3", "", WORK)
                .upload(0, "v4", "", few)
                .upload(0, "", "", WORK);
        for (int i = 1; i <= 4; i++) {
            fleet.versions.put("v" + i, TODAY.minusDays(9 - i).atStartOfDay().toInstant(ZoneOffset.UTC));
        }

        Weighed weighed = fleet.weigh("{}");

        assertThat(weighed.weights().inputs().stream()
                        .collect(Collectors.toMap(input -> input.group().version(), Input::factor)))
                .isEqualTo(Map.of("v1", 1L << 18, "v2", 1L << 19, "v3", 1L << 20, "v4", 1L << 20, "", 1L << 20));
        assertThat(weighed.versions().getOrDefault("v2", new Share(0, 0)).share())
                .isCloseTo(0.5 / 2.76, within(1e-9));
        assertThat(fleet.weigh("{'minimumSamples': 1000000}").weights().inputs())
                .as("as long as none has enough, all count alike")
                .allMatch(input -> input.factor() == 1L << 20 && !input.older());
    }

    @Test
    void recipe_givesWorkloadsTheirShares_whateverTheirSamples() {
        for (long samples : new long[] {1, 10, 100_000}) {
            Fleet fleet = new Fleet()
                    .upload(0, "", "web", times(WORK, samples))
                    .upload(3, "", "batch", REST)
                    .upload(0, "", "other", REST);

            Weighed weighed = fleet.weigh("{'recipe': {'web': 3, 'batch': 1}}");

            assertThat(share(weighed, "main") + share(weighed, "work")).isCloseTo(0.75 + 0.125, within(1e-9));
            assertThat(share(weighed, "rest")).isCloseTo(0.125, within(1e-9));
            assertThat(weighed.workloads())
                    .isEqualTo(new TreeMap<>(
                            Map.of("web", new Share(10_000 * samples, 0.75), "batch", new Share(10_000, 0.25))));
            assertThat(weighed.weights().leftOut()).isEqualTo(new TreeMap<>(Map.of("other", 10_000L)));
        }
    }

    @Test
    void recipe_countsNoSampleForMoreThanOne() {
        Fleet fleet = new Fleet().upload(0, "", "web", times(WORK, 100)).upload(0, "", "batch", REST);

        Weighed weighed = fleet.weigh("{'recipe': {'web': 3, 'batch': 1}}");

        assertThat(weighed.inSamples().total()).isCloseTo(40_000, within(4L));
    }

    @Test
    void recipe_withAWorkloadThatHasNothingYet_sharesAmongTheOthers() {
        Fleet fleet = new Fleet().upload(0, "", "web", WORK);

        Weighed weighed = fleet.weigh("{'recipe': {'web': 3, 'batch': 1}}");

        assertThat(weighed.workloads()).isEqualTo(new TreeMap<>(Map.of("web", new Share(10_000, 1))));
        assertThat(new Fleet().weigh("{'recipe': {'web': 3}}").sum()).isEqualTo(EdgeMap.EMPTY);
    }

    @Test
    void calls_thatTheNewestVersionShouldHaveSeen_areLeftOut_andRareOnesStay() {
        EdgeMap old = map(edge("main", 1, "work", 9_000), edge("main", 9, "moved", 998), edge("main", 7, "rare", 2));
        EdgeMap now = map(edge("main", 1, "work", 9_000), edge("main", 10, "moved", 990));

        Weighed weighed = new Fleet()
                .upload(7, "v1", "", old)
                .upload(0, "v2", "", times(now, 2))
                .weigh("{}");
        Weighed early =
                new Fleet().upload(7, "v1", "", old).upload(0, "v2", "", now).weigh("{}");

        assertThat(weighed.inSamples())
                .isEqualTo(map(
                        edge("main", 1, "work", 20_250), edge("main", 10, "moved", 1_980), edge("main", 7, "rare", 1)));
        assertThat(weighed.ghostShare()).isCloseTo(0.0998, within(1e-9));
        assertThat(early.ghostShare())
                .as("below 10,000 samples of the newest version")
                .isZero();
    }

    @Test
    void renamedCalls_areNoGhosts() {
        EdgeMap old = map(edge("main", 1, "work", 5_000), edge("old.fast", 9, "x", 5_000));
        EdgeMap now = map(edge("main", 1, "work", 10_000), edge("new.fast", 9, "x", 10_000));

        Weighed weighed = new Fleet()
                .upload(0, "v1", "", old)
                .upload(0, "v2", "", now)
                .weigh("{'rules': ['rename old.*=new.*']}");

        assertThat(weighed.inSamples())
                .isEqualTo(map(edge("main", 1, "work", 12_500), edge("new.fast", 9, "x", 12_500)));
        assertThat(weighed.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.functions()).isEqualTo(1);
            assertThat(effect.share()).isCloseTo(0.1, within(1e-9));
        });
    }

    @Test
    void deniedCallees_areNoneAnyMore_andTheirShareIsTold() {
        String processData = "google.golang.org/grpc/internal/transport.(*loopyWriter).processData";
        EdgeMap calls = map(edge("main", 1, processData, 3_000), edge("main", 2, "work", 7_000));

        Weighed weighed = new Fleet().upload(0, "", "", calls).weigh("{'rules': ['deny-known']}");

        assertThat(weighed.inSamples())
                .isEqualTo(
                        map(edge("main", 1, "DO NOT INLINE: " + processData, 3_000), edge("main", 2, "work", 7_000)));
        assertThat(weighed.effects().getFirst().hotShare()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void staleShare_isWhatFallsOnFunctionsThatNeitherTheListNorProfilesOfItsVersionKnow() {
        EdgeMap calls =
                map(edge("main", 1, "gone", 1_000), edge("main", 2, "inlined", 2_000), edge("main", 3, "x", 7_000));
        EdgeMap now = map(edge("main", 2, "inlined", 3_000));
        Fleet fleet = new Fleet().upload(0, "v1", "", calls).upload(0, "v2", "", now);
        Weighing weighing =
                new Weighing(policy("{'rules': ['deny x']}"), TODAY, fleet.versions, symbols("main", "x"), 1);

        assertThat(weighing.weigh(fleet.segments, fleet::edges).staleShare()).isCloseTo(500 / 8_000.0, within(1e-9));
        assertThat(fleet.weigh("{}").staleShare()).as("without a list").isZero();
    }

    @Test
    void staleShare_ofUploadsWithoutVersions_takesThoseOfTheLastDayForThePrograms() {
        Fleet fleet = new Fleet()
                .upload(1, "", "", map(edge("main", 1, "gone", 1_000), edge("main", 2, "inlined", 1_000)))
                .upload(0, "", "", map(edge("main", 2, "inlined", 2_000)));
        Weighing weighing = new Weighing(
                policy("{'halfLife': '0s'}"),
                TODAY,
                fleet.versions,
                new ProgramSymbols("", symbols("main").list()),
                1);

        assertThat(weighing.weigh(fleet.segments, fleet::edges).staleShare()).isCloseTo(0.25, within(1e-9));
    }

    /** Neither the order of segments nor how uploads were compacted may be seen in the result. */
    @Test
    void sum_isThatOfTheUploads_whateverTheirOrderAndCompaction() {
        Random random = new Random(1);
        String[] policies = {"{}", "{'recipe': {'a': 3, 'b': 2}}", "{'rules': ['deny g1', 'rename f1=f2']}"};
        for (int round = 0; round < 60; round++) {
            Map<Group, List<EdgeMap>> uploads = uploads(random);
            Fleet apart = new Fleet();
            uploads.forEach((group, maps) -> maps.forEach(map -> apart.segment(group, 1, map)));
            Collections.shuffle(apart.segments, random);
            Fleet together = new Fleet();
            uploads.forEach((group, maps) -> {
                EdgeSum sum = new EdgeSum(3);
                maps.forEach(sum::add);
                together.segment(group, maps.size(), sum.toMap());
            });
            for (String policy : policies) {
                Weighed one = apart.weigh(policy);
                Weighed other = together.weigh(policy);
                assertThat(one.sum()).isEqualTo(other.sum());
                assertThat(one.unit()).isEqualTo(other.unit());
                assertThat(one.samples()).isEqualTo(other.samples());
            }
        }
    }

    private static Map<Group, List<EdgeMap>> uploads(Random random) {
        Map<Group, List<EdgeMap>> uploads = new TreeMap<>();
        for (int i = 0; i < 25; i++) {
            Group group = new Group(
                    TODAY.minusDays(random.nextInt(35)), "v" + random.nextInt(3), random.nextBoolean() ? "a" : "b");
            Edge[] edges = new Edge[20];
            for (int e = 0; e < edges.length; e++) {
                edges[e] = edge(
                        "f" + random.nextInt(4), random.nextInt(9), "g" + random.nextInt(4), 1 + random.nextInt(900));
            }
            uploads.computeIfAbsent(group, added -> new ArrayList<>()).add(map(edges));
        }
        return uploads;
    }

    /** Scaling every upload alike is seen in no byte of what is published. */
    @Test
    void published_ofScaledUploads_isTheSame() {
        Random random = new Random(2);
        for (String policy : List.of("{}", "{'recipe': {'a': 3, 'b': 1}}")) {
            Fleet fleet = new Fleet();
            Fleet scaled = new Fleet();
            for (int day = 0; day < 30; day++) {
                EdgeMap map = map(
                        edge("f", random.nextInt(9), "g", 1 + random.nextInt(99)),
                        edge("f", 1, "h", random.nextInt(99)));
                fleet.upload(day, "", day % 2 == 0 ? "a" : "b", map);
                scaled.upload(day, "", day % 2 == 0 ? "a" : "b", times(map, 1_000));
            }
            assertThat(EdgeScale.published(scaled.weigh(policy).sum()))
                    .isEqualTo(EdgeScale.published(fleet.weigh(policy).sum()));
        }
    }

    @Test
    void weights_beyondAllMeasure_areAddedUpWithFewerFractions() {
        EdgeMap large = map(edge("f", 1, "g", 1L << 52), edge("f", 2, "h", 1L << 50));

        Weighed weighed =
                new Fleet().upload(0, "", "", large).upload(7, "", "", large).weigh("{}");

        assertThat(weighed.unit()).isEqualTo(1 << 6);
        assertThat(share(weighed, "f")).isEqualTo(1);
    }
}
