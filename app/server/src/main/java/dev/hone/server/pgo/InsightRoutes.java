package dev.hone.server.pgo;

import dev.hone.gopgo.ChangedDecision;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.Explanation;
import dev.hone.gopgo.HotEdges;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Selection;
import dev.hone.profile.Text;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why the compiler decides as it does by what was published, and what it would decide otherwise. */
final class InsightRoutes {
    private static final int MOST_CHANGES = 1_000;

    private final PgoStage stage;

    InsightRoutes(PgoStage stage) {
        this.stage = stage;
    }

    List<Route> routes() {
        Access read = Access.keyed(Role.READ);
        return List.of(
                Route.reading(PgoRoutes.APP + "/diff", read, Failures.told(this::diff)),
                Route.reading(PgoRoutes.APP + "/explain", read, Failures.told(this::explain)));
    }

    private Answer diff(Call call) {
        String from = call.query("from").orElse("stable");
        String to = call.query("to").orElse("now");
        Drift drift =
                stage.diff(Profiles.app(call), Selection.parse(from), to.equals("now") ? null : Selection.parse(to));
        return Json.of(new Diff(
                from,
                to,
                drift.verdict().name().toLowerCase(Locale.ROOT),
                drift.overlap(),
                drift.kept(),
                Map.of(
                        "overlap",
                        1 - drift.noise().apart(),
                        "kept",
                        drift.noise().kept()),
                drift.changedDecisions().stream()
                        .limit(MOST_CHANGES)
                        .map(Change::of)
                        .toList()));
    }

    private record Diff(
            String from,
            String to,
            String verdict,
            double overlap,
            double kept,
            Map<String, Double> noiseFloor,
            List<Change> changedDecisions) {}

    private record Change(String kind, String what, double before, double after, String detail) {
        static Change of(ChangedDecision decision) {
            return new Change(
                    decision.kind().word(), decision.what(), decision.before(), decision.after(), decision.detail());
        }
    }

    private static double threshold(Call call) {
        String text = call.query("threshold").orElse("");
        try {
            double threshold = text.isEmpty() ? HotEdges.USUAL_LINE : Double.parseDouble(text);
            if (threshold >= 0 && threshold <= 100) {
                return threshold;
            }
        } catch (NumberFormatException ignored) {
            // As wrong as one out of range.
        }
        throw new Refusal(Refusal.Reason.BAD_REQUEST, "threshold is 0 to 100, not '" + Text.of(text) + "'");
    }

    private Answer explain(Call call) {
        String caller = call.query("caller")
                .orElseThrow(() -> new Refusal(Refusal.Reason.BAD_REQUEST, "say which ?caller= to explain"));
        Selection at = Selection.parse(call.query("at").orElse("stable"));
        HotEdges edges = HotEdges.of(stage.edges(Profiles.app(call), at), threshold(call));
        return Json.of(ExplanationView.of(Explanation.of(edges, Text.of(caller))));
    }
}
