package dev.hone.pgo;

import dev.hone.base.ErrorCode;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.Quality;
import dev.hone.gopgo.QualityCheck;
import dev.hone.gopgo.QualityFigures;
import dev.hone.gopgo.QualityPolicy;
import dev.hone.profile.Check;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides whether a profile is taken in. What would spoil a build, a merge of ours or one of google/pprof is refused; what
 * shows nothing is taken in as evidence, and has no edges.
 */
final class Gate {
    /** Heavier ones cannot be measured; a few of them would overflow any sum. */
    static final long MOST_WEIGHT = 1L << 40;

    private static final ValueType COUNT = new ValueType(Text.of("samples"), Text.of("count"));
    private static final ValueType NANOSECONDS = new ValueType(Text.of("cpu"), Text.of("nanoseconds"));
    private static final Set<String> SHOWS_NOTHING = Set.of("NO_SAMPLES", "NO_WEIGHT", "NO_CALLS");

    private final ProfileReader reader;
    private final QualityCheck check;

    Gate(ProfileLimits limits, long seed) {
        this.reader = new ProfileReader(limits);
        this.check = new QualityCheck(GoRelease.GO_1_26, QualityPolicy.USUAL, null, seed);
    }

    /** What there is to know of a profile as it was received. */
    CheckedUpload check(byte[] body) {
        return check(body, Accepted.ANY);
    }

    CheckedUpload check(byte[] body, Accepted accepted) {
        Profile profile = read(body);
        accepted.require(profile);
        return check(profile);
    }

    Profile read(byte[] body) {
        try {
            return Check.PPROF.verify(reader.read(body).profile());
        } catch (ProfileException e) {
            boolean large = e.code().kind() == ErrorCode.Kind.LIMIT;
            throw new PgoException(
                    large ? PgoError.TOO_LARGE : PgoError.REFUSED_PROFILE, String.valueOf(e.getMessage()), e);
        }
    }

    /** The same of a profile that was read. */
    CheckedUpload check(Profile profile) {
        AtomicReference<EdgeMap> seen = new AtomicReference<>(EdgeMap.EMPTY);
        Quality quality = check.judge(profile, seen::set);
        List<String> flags = quality.reasons().stream()
                .filter(reason -> reason.verdict() == Quality.Verdict.WEAK)
                .map(Quality.Reason::code)
                .toList();
        QualityFigures figures = quality.figures();
        if (quality.verdict() != Quality.Verdict.REFUSED && figures != null) {
            EdgeMap edges = inSamples(seen.get(), unit(profile));
            if (edges.total() > MOST_WEIGHT) {
                throw new PgoException(PgoError.REFUSED_PROFILE, "its values are larger than can be measured");
            }
            return new CheckedUpload(edges, figures.samples(), profile.header().timeNanos(), taken(figures), flags);
        }
        Quality.Reason reason = quality.reasons().getFirst();
        if (SHOWS_NOTHING.contains(reason.code())) {
            return new CheckedUpload(
                    EdgeMap.EMPTY, 0, profile.header().timeNanos(), nothing(profile), List.of(reason.code()));
        }
        throw new PgoException(PgoError.REFUSED_PROFILE, reason.message());
    }

    private static Evidence.Taken taken(QualityFigures figures) {
        QualityFigures.Times times = figures.times();
        return new Evidence.Taken(figures.samples(), times.durationNanos(), times.coresBusy(), figures.idle());
    }

    /** A profile that shows nothing shows that nothing ran. */
    private static Evidence.Taken nothing(Profile profile) {
        return new Evidence.Taken(0, Math.max(0, profile.header().durationNanos()), 0.0, 0);
    }

    private static EdgeMap inSamples(EdgeMap edges, long unit) {
        return unit == 1 ? edges : edges.dividedBy(unit);
    }

    /** What a sample weighs: the compiler takes nanoseconds when they come first, and we add them to counts of others. */
    private static long unit(Profile profile) {
        for (ValueType type : profile.sampleTypes()) {
            if (type.equals(COUNT)) {
                return 1;
            }
            if (type.equals(NANOSECONDS)) {
                return Math.max(1, profile.header().period());
            }
        }
        return 1;
    }
}
