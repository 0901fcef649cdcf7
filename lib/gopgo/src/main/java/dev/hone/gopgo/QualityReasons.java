package dev.hone.gopgo;

import dev.hone.base.GoDuration;
import dev.hone.profile.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a profile by its figures, and says what to do. */
final class QualityReasons {
    private static final double ALL_MACHINES = 100_000;
    private static final double HARDLY_BUSY = 0.2;
    private static final int NAME_SHOWN = 60;

    private final QualityFigures figures;
    private final QualityPolicy policy;
    private final List<Quality.Reason> reasons = new ArrayList<>();

    QualityReasons(QualityFigures figures, QualityPolicy policy) {
        this.figures = figures;
        this.policy = policy;
    }

    List<Quality.Reason> list() {
        names();
        program();
        samples();
        functions();
        times();
        if (figures.labelBloat() > policy.labelBloat()) {
            add(
                    QualityProblem.LABELS,
                    String.format(
                            Locale.ROOT,
                            "labels make %.1f samples of one; builds do not read them, so strip them to save space: "
                                    + "hone profile merge --strip-labels",
                            figures.labelBloat()));
        }
        return reasons;
    }

    private void add(QualityProblem problem, String message) {
        reasons.add(Quality.Reason.of(problem, message));
    }

    private void names() {
        QualityFigures.Names names = figures.names();
        if (names.hostile() != null) {
            add(
                    QualityProblem.HOSTILE_NAME,
                    "a function is named '" + shown(names.hostile()) + "', which no compiler writes; "
                            + "find out who changed the profile");
        }
        if (names.tooLong() != null) {
            add(
                    QualityProblem.LONG_NAME,
                    "the name of a function is " + count(names.tooLong().length())
                            + " bytes long, and the compiler reads none from 64 KiB on: '" + shown(names.tooLong())
                            + "'; rename the function, or take it out of the profile");
        }
        if (names.renamed() != null) {
            add(
                    QualityProblem.RENAMED,
                    "functions were renamed so that they are not inlined, as '" + shown(names.renamed())
                            + "'; that is fine if you or datadog-pgo did it");
        }
    }

    private static String shown(Text name) {
        String text = name.toString();
        return text.length() <= NAME_SHOWN ? text : text.substring(0, NAME_SHOWN) + "…";
    }

    private void program() {
        if (figures.goCode() == 0) {
            add(
                    QualityProblem.NOT_GO,
                    "none of its calls is made in a Go file, so the program is not written in Go; take the profile of "
                            + "the program that is to be built");
        } else if (figures.goCode() < 0.5) {
            add(
                    QualityProblem.MOSTLY_NOT_GO,
                    "only " + percent(figures.goCode()) + " of its calls are made in Go files; the rest gains nothing");
        }
        Double stale = figures.stale();
        if (stale != null && stale > policy.partlyStale()) {
            boolean most = stale > policy.stale();
            add(
                    most ? QualityProblem.STALE : QualityProblem.PARTLY_STALE,
                    percent(stale) + " of its calls are in functions that are not among the symbols; "
                            + (most ? "it is of another program or a much older one" : "take one of a newer release"));
        }
        if (!figures.kindIsSaid()) {
            add(
                    QualityProblem.KIND_NOT_SAID,
                    "it counts samples and does not say of what; make sure that it is CPU time");
        }
    }

    private void samples() {
        long samples = figures.samples();
        if (samples < policy.samples()) {
            Double cores = figures.times().coresBusy();
            String idle = cores == null || cores >= HARDLY_BUSY
                    ? ""
                    : String.format(Locale.ROOT, ", or take it when the program is busier than %.2f cores", cores);
            add(
                    QualityProblem.FEW_SAMPLES,
                    count(samples) + " samples are few; " + count(policy.samples())
                            + " are good: take more and merge them" + took(policy.samples() - samples) + idle);
        }
        Coverage coverage = figures.coverage();
        if (coverage.share() < policy.coverage()) {
            add(
                    QualityProblem.LOW_COVERAGE,
                    "it knows " + percent(coverage.share()) + " of what is hot; " + percent(policy.coverage())
                            + " is good: " + needed(samples, coverage.factor()));
        }
        if (figures.idle() > policy.idle()) {
            add(
                    QualityProblem.IDLE,
                    "in " + percent(figures.idle())
                            + " of the samples the program looked for something to do; take it under load");
        }
    }

    private String needed(long samples, double factor) {
        if (factor == Coverage.UNKNOWN) {
            return "so few samples do not tell how many more are needed";
        }
        long more = roughly((factor - 1) * samples);
        return "about " + count(more) + " samples more would do" + took(more);
    }

    /** Two digits: the rest would pretend to be known. */
    private static long roughly(double number) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 1));
        return (long) (Math.ceil(number / unit) * unit);
    }

    /** How long more samples take, when it is known how long these took. */
    private String took(long more) {
        double nanos = figures.times().durationNanos() / (double) Math.max(1, figures.samples()) * more;
        if (nanos < 1e9 || nanos > 1e18) {
            return "";
        }
        Duration rounded = Duration.ofSeconds(roughly(nanos / 1e9));
        return " (" + GoDuration.format(rounded) + " of the same)";
    }

    private void functions() {
        if (figures.startLines() < policy.startLines()) {
            add(
                    QualityProblem.START_LINES_MISSING,
                    "only " + percent(figures.startLines())
                            + " of its calls are in functions that say on which line they start; the compiler does not "
                            + "find the others: do not re-symbolise profiles");
        }
        if (figures.symbols() < policy.symbols()) {
            add(
                    QualityProblem.SYMBOLS_MISSING,
                    "only " + percent(figures.symbols())
                            + " of its calls have names at both ends; do not strip symbols before they are looked up");
        }
    }

    private void times() {
        QualityFigures.Times times = figures.times();
        @Nullable Double cores = times.coresBusy();
        if (times.durationNanos() < 0 || times.timeNanos() < 0 || (cores != null && cores > ALL_MACHINES)) {
            add(
                    QualityProblem.ODD_TIMES,
                    "its time or duration cannot be right; the tool that wrote it is at fault, and other figures of it "
                            + "may be wrong too");
        } else if (times.durationNanos() == 0) {
            add(QualityProblem.NO_DURATION, "it does not say how long it took, so nobody can tell how long to go on");
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
