package dev.hone.gocache;

import dev.hone.cache.Source;

/** What to do about a build that was told less than it could have been. */
final class ReportAdvice {
    private ReportAdvice() {}

    /** A line, or nothing where there is nothing to do. */
    static String of(BuildReport report) {
        long silent = report.count(Source.RESTING) + report.count(Source.LATE) + report.count(Source.FAILED);
        if (silent > 0) {
            return "\nThe shared store was no help to " + silent
                    + " of them: hone cache doctor says whether it works now.\n";
        }
        if (report.count(Source.REFUSED) > 0) {
            return "\nWhat was not sound is replaced by what this build made, if it may share.\n";
        }
        long nobodys = report.count(Source.ABSENT) + report.count(Source.UNAWAITED);
        if (nobodys > 0 && report.hits() * 2 < report.asked()) {
            return "\nMost of it was in no cache: hone cache doctor -- go build ./... says what makes builds differ.\n";
        }
        return "";
    }
}
