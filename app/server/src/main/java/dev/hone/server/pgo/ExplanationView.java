package dev.hone.server.pgo;

import dev.hone.gopgo.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why calls of one function are hot or not, as it is answered: in the words of {@code hone pgo explain --json}. */
record ExplanationView(String caller, boolean callerIsHotCallee, Line line, List<Site> sites) {

    /** The line between hot and cold. */
    record Line(double threshold, int edges, int hot, long weight, int ties, int hotTies) {}

    /** A line of the caller. */
    record Site(long offset, boolean hot, List<Call> calls) {}

    /** One call. */
    record Call(
            String callee,
            int rank,
            boolean hot,
            long weight,
            double share,
            double shareAbove,
            boolean calleeIsHot,
            @Nullable Long flipsAt) {}

    static ExplanationView of(Explanation explanation) {
        return new ExplanationView(
                explanation.caller().toString(),
                explanation.callerIsHotCallee(),
                line(explanation.line()),
                explanation.sites().stream().map(ExplanationView::site).toList());
    }

    private static Line line(Explanation.Line line) {
        return new Line(line.percent(), line.edges(), line.hot(), line.weight(), line.ties(), line.hotTies());
    }

    private static Site site(Explanation.Site site) {
        List<Call> calls = site.calls().stream().map(ExplanationView::call).toList();
        return new Site(site.offset(), site.hot(), calls);
    }

    private static Call call(Explanation.Call call) {
        return new Call(
                call.edge().callee().toString(),
                call.rank(),
                call.hot(),
                call.edge().weight(),
                call.share(),
                call.sharesBefore(),
                call.calleeIsHot(),
                call.flipsAt());
    }
}
