package dev.hone.server.pgo;

import dev.hone.gopgo.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why calls of one function are hot or not, as it is answered. */
record ExplanationView(String caller, boolean callerIsHotCallee, Explanation.Line line, List<Site> sites) {

    /** A line of the caller. */
    record Site(long offset, boolean hot, List<Call> calls) {}

    /** One call. */
    record Call(
            String callee,
            long weight,
            int rank,
            boolean hot,
            double share,
            double sharesBefore,
            boolean calleeIsHot,
            @Nullable Long flipsAt) {}

    static ExplanationView of(Explanation explanation) {
        return new ExplanationView(
                explanation.caller().toString(),
                explanation.callerIsHotCallee(),
                explanation.line(),
                explanation.sites().stream().map(ExplanationView::site).toList());
    }

    private static Site site(Explanation.Site site) {
        List<Call> calls = site.calls().stream().map(ExplanationView::call).toList();
        return new Site(site.offset(), site.hot(), calls);
    }

    private static Call call(Explanation.Call call) {
        return new Call(
                call.edge().callee().toString(),
                call.edge().weight(),
                call.rank(),
                call.hot(),
                call.share(),
                call.sharesBefore(),
                call.calleeIsHot(),
                call.flipsAt());
    }
}
