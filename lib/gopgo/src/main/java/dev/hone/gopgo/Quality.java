package dev.hone.gopgo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether builds should use a profile, and why.
 *
 * @param reasons what is wrong with it or worth knowing, the worst first
 * @param figures what was measured; null when it was refused before anything could be
 */
public record Quality(
        Verdict verdict, List<Reason> reasons, @Nullable QualityFigures figures) {

    public Quality {
        reasons = List.copyOf(reasons);
    }

    /** How good it is, from good to bad. */
    public enum Verdict {
        /** Use it. */
        GOOD,
        /** It will do, but a better one is to be had. */
        WEAK,
        /** Go refuses it, or it would do nothing or harm. */
        REFUSED
    }

    /**
     * One thing about a profile.
     *
     * @param code a stable name, as {@code FEW_SAMPLES}, or that of the error with which reading it ended
     * @param verdict the best it can be because of this
     * @param message what is so, and what to do
     */
    public record Reason(String code, Verdict verdict, String message) {
        static Reason of(QualityProblem problem, String message) {
            return new Reason(problem.name(), problem.verdict(), message);
        }
    }

    /** A profile that could not be read or judged. */
    public static Quality refused(String code, String message) {
        return new Quality(Verdict.REFUSED, List.of(new Reason(code, Verdict.REFUSED, message)), null);
    }

    /** Judges what was measured by a policy. */
    public static Quality of(QualityFigures figures, QualityPolicy policy) {
        List<Reason> reasons = new ArrayList<>(new QualityReasons(figures, policy).list());
        reasons.sort(Comparator.comparing(Reason::verdict).reversed());
        Verdict verdict = reasons.isEmpty() ? Verdict.GOOD : reasons.getFirst().verdict();
        return new Quality(verdict, reasons, figures);
    }
}
