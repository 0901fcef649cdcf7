package dev.hone.pgo;

import dev.hone.gopgo.Digests;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.Steadiness;
import dev.hone.pgo.PublishDecision.Keep;
import dev.hone.pgo.PublishDecision.Publish;
import dev.hone.pgo.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a profile is published.
 *
 * @param standing the generation that it would replace; null when there is none
 * @param startLines the share of weight on calls whose start is known, 0 to 1
 * @param seed where the randomness of the noise floor begins
 */
/*
 * Every publication compiles the fleet's programs anew, so what decides the same is never published, and of the rest only what
 * chance does not explain. Chance is measured on the samples at hand (Drift), after fractions of samples were rounded to
 * whole ones: the test deals out samples. Weights are at most 1 a sample, so there is rather more noise than in the sum,
 * never less.
 *
 * An old profile is held to less: differences that are too small to act on at once, and, if it was made of half as many
 * samples or fewer, all that is known better by now. An unchanged program is so published once more and then no longer,
 * because decay ends the growth of what its samples are worth.
 */
record Judgement(Policy policy, Instant now, @Nullable Standing standing, double startLines, long seed) {
    /** The flag of a profile with much weight on functions that the program lacks. */
    static final String STALE = "stale";

    /** The flag of a profile in which many calls cannot be found again. */
    static final String START_LINES = "start-lines";

    private static final int MUCH_MORE = 2;

    /**
     * Decides about what the uploads come to.
     *
     * @param forced whether somebody asked for it: then only an empty profile or the same one is kept back
     */
    PublishDecision decide(Weighed candidate, boolean forced) {
        if (candidate.sum().total() == 0) {
            return keep(
                    Code.EMPTY,
                    "there are no calls with any weight in the window of "
                            + DayDuration.format(policy.aging().window()));
        }
        if (forced) {
            return forced(candidate);
        }
        if (candidate.staleShare() > policy.trust().staleBlock()) {
            return keep(
                    Code.STALE,
                    percent(candidate.staleShare()) + " of the weight is on functions that the program "
                            + "lacks; more than " + percent(policy.trust().staleBlock()) + " is not published");
        }
        return standing == null
                ? publish(candidate, false, Code.FIRST, "it is the first profile of this app")
                : replacing(candidate, standing);
    }

    private PublishDecision forced(Weighed candidate) {
        boolean same = standing != null && standing.published().equals(EdgeScale.published(candidate.sum()));
        return same
                ? keep(Code.IDENTICAL, "the published profile is this one")
                : publish(candidate, false, Code.FORCED, "somebody asked for it");
    }

    private PublishDecision replacing(Weighed candidate, Standing old) {
        EdgeMap fresh = EdgeScale.published(candidate.sum());
        if (decideAlike(fresh, old.published())) {
            return keep(Code.SAME_DECISIONS, "the compiler would decide the same by it");
        }
        if (isFew(candidate)) {
            return keep(
                    Code.FEW_SAMPLES,
                    candidate.samples() + " samples are too few to replace a profile; "
                            + policy.publishing().minimumSamples() + " are needed");
        }
        if (old.isWeak()) {
            return publish(
                    candidate,
                    false,
                    Code.ENOUGH_SAMPLES,
                    "there are " + candidate.samples() + " samples now, and the published profile was made of few");
        }
        Duration since = Duration.between(old.entry().created(), now).abs();
        Duration coolDown = policy.publishing().coolDown();
        if (since.compareTo(coolDown) < 0) {
            return keep(
                    Code.COOLING_DOWN,
                    "the last profile was published less than " + DayDuration.format(coolDown) + " ago");
        }
        return byDrift(candidate, old);
    }

    private PublishDecision byDrift(Weighed candidate, Standing old) {
        Drift drift = Drift.between(old.inSamples(), candidate.inSamples(), seed);
        Policy.Publishing limits = policy.publishing();
        boolean isOld = Duration.between(old.entry().created(), now).compareTo(limits.maxAge()) > 0;
        long worth = candidate.sum().total() / candidate.unit();
        if (exceeds(drift, limits.minDrift(), 1 - limits.minKept())) {
            return steadied(candidate, old, Code.CHANGED, told(drift));
        }
        if (isOld && worth / MUCH_MORE >= old.worth()) {
            return publish(
                    candidate,
                    false,
                    Code.BETTER_KNOWN,
                    "the published profile is older than "
                            + DayDuration.format(limits.maxAge()) + " and worth " + old.worth()
                            + " samples; this one is worth "
                            + worth);
        }
        if (isOld && exceeds(drift, 0, 0)) {
            return steadied(
                    candidate,
                    old,
                    Code.AGED,
                    "the published profile is older than " + DayDuration.format(limits.maxAge()) + ", and "
                            + told(drift));
        }
        return keep(Code.NOISE, told(drift));
    }

    /** Whether it is farther than chance takes it, and than this. */
    private boolean exceeds(Drift drift, double leastApart, double leastLost) {
        double times = policy.publishing().noise();
        double apart = Math.min(1, Math.max(times * drift.noise().apart(), leastApart));
        double lost = Math.min(1, Math.max(times * (1 - drift.noise().kept()), leastLost));
        return 1 - drift.overlap() > apart || 1 - drift.kept() > lost;
    }

    private static String told(Drift drift) {
        return percent(1 - drift.overlap()) + " of the weight is elsewhere, chance alone makes "
                + percent(drift.noise().apart()) + "; " + percent(drift.kept())
                + " of the hot weight was hot, chance leaves "
                + percent(drift.noise().kept());
    }

    private PublishDecision steadied(Weighed candidate, Standing old, Code code, String why) {
        EdgeMap map = steady(old.precedent(), candidate.sum(), candidate.unit());
        return decideAlike(map, old.published())
                ? keep(Code.SAME_DECISIONS, "the compiler would decide the same where it is no chance; " + why)
                : publish(candidate, true, code, why);
    }

    /** What is published in place of a generation if its decisions are to be kept where they did not change. */
    static EdgeMap steady(Precedent old, EdgeMap sum, long unit) {
        return Steadiness.steady(old.published(), old.worth(), sum, sum.total() / unit);
    }

    private static boolean decideAlike(EdgeMap a, EdgeMap b) {
        return Digests.of(a).decisions().equals(Digests.of(b).decisions());
    }

    private boolean isFew(Weighed candidate) {
        return candidate.samples() < policy.publishing().minimumSamples();
    }

    private Publish publish(Weighed candidate, boolean steadied, Code code, String why) {
        List<String> flags = new ArrayList<>();
        if (isFew(candidate)) {
            flags.add(GenerationEntry.WEAK);
        }
        if (candidate.staleShare() > policy.trust().staleFlag()) {
            flags.add(STALE);
        }
        if (startLines < policy.trust().minimumStartLines()) {
            flags.add(START_LINES);
        }
        return new Publish(steadied, flags, List.of(new Reason(code, why)));
    }

    private static Keep keep(Code code, String why) {
        return new Keep(List.of(new Reason(code, why)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
