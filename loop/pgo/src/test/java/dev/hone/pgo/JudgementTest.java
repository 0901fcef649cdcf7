package dev.hone.pgo;

import static dev.hone.pgo.Fleet.edge;
import static dev.hone.pgo.Fleet.map;
import static dev.hone.pgo.Fleet.policy;
import static dev.hone.pgo.Fleet.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.EdgeMap;
import dev.hone.pgo.PublishDecision.Keep;
import dev.hone.pgo.PublishDecision.Publish;
import dev.hone.pgo.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgementTest {
    private static final Instant NOW = Fleet.TODAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final EdgeMap BEFORE = map(edge("a", 1, "b", 7_000), edge("a", 2, "c", 3_000));
    private static final EdgeMap AFTER =
            map(edge("a", 1, "b", 3_000), edge("a", 2, "c", 3_000), edge("a", 3, "d", 4_000));

    private static Weighed weighed(EdgeMap map) {
        return new Fleet().upload(0, "", "", map).weigh("{}");
    }

    private static Weighed stale(EdgeMap map, double share) {
        Weighed fresh = weighed(map);
        return new Weighed(
                fresh.sum(),
                fresh.unit(),
                fresh.weights(),
                fresh.samples(),
                fresh.versions(),
                fresh.workloads(),
                share,
                0,
                List.of());
    }

    private static Standing standing(EdgeMap map, Duration age, String... flags) {
        Weighed weighed = weighed(map);
        GenerationContent content = GenerationContent.of(weighed, null);
        GenerationEntry entry =
                new GenerationEntry(1, NOW.minus(age), "", "", "", 1, weighed.samples(), List.of(flags), "");
        return new Standing(entry, weighed.sum(), weighed.unit(), content.published());
    }

    private static PublishDecision decide(Standing standing, Weighed candidate) {
        return new Judgement(Policy.USUAL, NOW, standing, 1, 1).decide(candidate, false);
    }

    private static void kept(PublishDecision decision, Code code) {
        assertThat(decision).isInstanceOf(Keep.class);
        assertThat(decision.reasons()).extracting(Reason::code).containsExactly(code);
    }

    private static Publish published(PublishDecision decision, Code code) {
        assertThat(decision.reasons()).extracting(Reason::code).containsExactly(code);
        return (Publish) decision;
    }

    @Test
    void first_isPublished_andSaysWhatIsWrongWithIt() {
        Judgement judgement = new Judgement(Policy.USUAL, NOW, null, 0.9, 1);

        assertThat(published(judgement.decide(stale(times(BEFORE, 1), 0.3), false), Code.FIRST)
                        .flags())
                .containsExactly("stale", "start-lines");
        assertThat(published(judgement.decide(weighed(map(edge("a", 1, "b", 1))), false), Code.FIRST)
                        .flags())
                .containsExactly("weak", "start-lines");
        kept(judgement.decide(stale(BEFORE, 0.6), false), Code.STALE);
        published(judgement.decide(stale(BEFORE, 0.6), true), Code.FORCED);
        kept(judgement.decide(new Fleet().weigh("{}"), false), Code.EMPTY);
        kept(judgement.decide(weighed(map(edge("a", 1, "b", 0))), true), Code.EMPTY);
    }

    @Test
    void later_areHeldToTheRules_inTheirOrder() {
        Duration day = Duration.ofDays(1);

        kept(decide(standing(BEFORE, day), weighed(times(BEFORE, 3))), Code.SAME_DECISIONS);
        kept(decide(standing(BEFORE, day), weighed(map(edge("x", 1, "y", 2_999)))), Code.FEW_SAMPLES);
        kept(decide(standing(BEFORE, Duration.ofHours(5)), weighed(AFTER)), Code.COOLING_DOWN);
        published(decide(standing(BEFORE, Duration.ofHours(5), "weak"), weighed(AFTER)), Code.ENOUGH_SAMPLES);
        assertThat(published(decide(standing(BEFORE, Duration.ofHours(6)), weighed(AFTER)), Code.CHANGED)
                        .steadied())
                .isTrue();
    }

    /** A rare call more: chance, unless the profile is old and much more is known. */
    @Test
    void smallDifferences_countForOldProfiles_whenMuchMoreIsKnown() {
        EdgeMap more = map(edge("a", 1, "b", 7_000), edge("a", 2, "c", 3_000), edge("z", 1, "z", 2));
        Duration old = Duration.ofDays(8);

        kept(decide(standing(BEFORE, Duration.ofDays(6)), weighed(times(more, 2))), Code.NOISE);
        kept(decide(standing(BEFORE, old), weighed(more)), Code.NOISE);
        assertThat(published(decide(standing(BEFORE, old), weighed(times(more, 2))), Code.BETTER_KNOWN)
                        .steadied())
                .isFalse();
    }

    /** Four percent of the weight went elsewhere: less than is built for at once, and more than chance. */
    @Test
    void slowDrift_isPublishedWhenTheProfileIsOld() {
        EdgeMap before = times(map(edge("a", 1, "b", 50), edge("a", 2, "c", 46), edge("a", 3, "d", 4)), 10_000);
        EdgeMap after = times(map(edge("a", 1, "b", 50), edge("a", 2, "c", 46), edge("a", 3, "e", 4)), 10_000);
        String lenient = "{'minKept': 0.9}";

        kept(
                new Judgement(policy(lenient), NOW, standing(before, Duration.ofDays(6)), 1, 1)
                        .decide(weighed(after), false),
                Code.NOISE);
        published(
                new Judgement(policy(lenient), NOW, standing(before, Duration.ofDays(8)), 1, 1)
                        .decide(weighed(after), false),
                Code.AGED);
    }

    @Test
    void reasons_areSentences() {
        assertThat(decide(standing(BEFORE, Duration.ofDays(1)), weighed(AFTER))
                        .reasons()
                        .getFirst()
                        .toString())
                .startsWith("CHANGED: 40.0% of the weight is elsewhere, chance alone makes ");
    }
}
