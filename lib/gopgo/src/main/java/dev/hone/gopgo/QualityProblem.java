package dev.hone.gopgo;

/** What can be wrong with a profile that is to guide builds. A name, once released, keeps its meaning. */
enum QualityProblem {
    /** It measures something else than CPU time. */
    NOT_CPU(Quality.Verdict.REFUSED),
    /** A value is negative: it is a difference, not a profile. */
    NEGATIVE(Quality.Verdict.REFUSED),
    /** Values add up to more than can be calculated with. */
    OVERFLOW(Quality.Verdict.REFUSED),
    /** There are no samples in it. */
    NO_SAMPLES(Quality.Verdict.REFUSED),
    /** All its samples count nothing. */
    NO_WEIGHT(Quality.Verdict.REFUSED),
    /** No sample shows who called whom. */
    NO_CALLS(Quality.Verdict.REFUSED),
    /** No function says on which line it starts. */
    NO_START_LINES(Quality.Verdict.REFUSED),
    /** A stack names a location that is not there. */
    UNKNOWN_LOCATION(Quality.Verdict.REFUSED),
    /** A name holds what no compiler writes: line breaks, control characters, marks that turn or hide text. */
    HOSTILE_NAME(Quality.Verdict.REFUSED),
    /** A name is longer than the compiler reads. */
    LONG_NAME(Quality.Verdict.REFUSED),
    /** The program is not written in Go. */
    NOT_GO(Quality.Verdict.REFUSED),
    /** Most of what was measured is not in the program it is meant for. */
    STALE(Quality.Verdict.REFUSED),
    /** Much of what was measured is not in the program it is meant for. */
    PARTLY_STALE(Quality.Verdict.WEAK),
    /** There are so few samples that chance decides what is hot. */
    FEW_SAMPLES(Quality.Verdict.WEAK),
    /** Much of what is hot is not known yet. */
    LOW_COVERAGE(Quality.Verdict.WEAK),
    /** Some callers do not say on which line they start. */
    START_LINES_MISSING(Quality.Verdict.WEAK),
    /** Some functions have no name, or an address for one. */
    SYMBOLS_MISSING(Quality.Verdict.WEAK),
    /** Most of the time the program looked for something to do. */
    IDLE(Quality.Verdict.WEAK),
    /** Most of the time went into code that is not Go. */
    MOSTLY_NOT_GO(Quality.Verdict.WEAK),
    /** It counts samples and does not say of what. */
    KIND_NOT_SAID(Quality.Verdict.WEAK),
    /** Some functions were renamed so that they are not inlined. */
    RENAMED(Quality.Verdict.WEAK),
    /** Its time or duration cannot be right. */
    ODD_TIMES(Quality.Verdict.WEAK),
    /** Labels keep samples apart that builds do not tell apart. */
    LABELS(Quality.Verdict.GOOD),
    /** It does not say how long it took. */
    NO_DURATION(Quality.Verdict.GOOD);

    private final Quality.Verdict verdict;

    QualityProblem(Quality.Verdict verdict) {
        this.verdict = verdict;
    }

    /** The best that a profile with this problem can be; good for what is only worth knowing. */
    Quality.Verdict verdict() {
        return verdict;
    }
}
