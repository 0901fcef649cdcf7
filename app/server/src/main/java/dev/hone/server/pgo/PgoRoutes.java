package dev.hone.server.pgo;

import dev.hone.base.ByteSize;
import dev.hone.gopgo.ChangedDecision;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.Explanation;
import dev.hone.gopgo.HotEdges;
import dev.hone.pgo.AppName;
import dev.hone.pgo.AppStatus;
import dev.hone.pgo.AppSummary;
import dev.hone.pgo.Form;
import dev.hone.pgo.GenerationEntry;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Policy;
import dev.hone.pgo.Selection;
import dev.hone.profile.Text;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Method;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Hone's own routes about apps and their generations; {@code docs/reference/openapi.yaml} describes them. */
public final class PgoRoutes {
    private static final String APPS = "/api/hone/v1/apps";
    private static final String APP = APPS + "/{app}";
    private static final ByteSize SYMBOLS = ByteSize.ofMebibytes(64);
    private static final int MOST_CHANGES = 1_000;

    private final PgoStage stage;
    private final List<String> publicKeys;

    /**
     * Routes to a stage.
     *
     * @param publicKeys that its manifests are signed with, in PEM
     */
    public PgoRoutes(PgoStage stage, List<String> publicKeys) {
        this.stage = stage;
        this.publicKeys = List.copyOf(publicKeys);
    }

    public List<Route> routes() {
        Access read = Access.keyed(Role.READ);
        Access promote = Access.keyed(Role.PROMOTE);
        return List.of(
                Route.reading(APPS, read, Failures.told(this::apps)),
                Route.reading(APP, read, Failures.told(this::status)),
                Route.reading(APP + "/generations", read, Failures.told(this::generations)),
                Route.reading(APP + "/generations/{generation}", read, Failures.told(this::manifest)),
                Route.reading(APP + "/diff", read, Failures.told(this::diff)),
                Route.reading(APP + "/explain", read, Failures.told(this::explain)),
                Route.reading(APP + "/policy", read, Failures.told(this::policy)),
                Route.changing(
                        Method.PUT, APP + "/policy", Access.keyed(Role.ADMIN), Failures.told(this::replacePolicy)),
                Route.changing(Method.PUT, APP + "/symbols", Access.keyed(Role.SUBMIT), Failures.told(this::symbols))
                        .withLargestBody(SYMBOLS),
                Route.changing(Method.POST, APP + "/publish", promote, Failures.told(this::publish)),
                Route.working(APP + "/rebuild", read, Failures.told(this::rebuild)),
                Route.changing(Method.PUT, APP + "/channels/{channel}", promote, Failures.told(this::point)),
                Route.changing(
                        Method.POST, APP + "/channels/{channel}/rollback", promote, Failures.told(this::rollBack)),
                Route.reading("/api/hone/v1/signing-keys", Access.open(), call -> keys()));
    }

    private Answer apps(Call call) {
        List<Line> lines = new ArrayList<>();
        for (AppName app : stage.names()) {
            if (call.caller().mayTouch(app.value())) {
                lines.add(line(app));
            }
        }
        return Json.of(Map.of("apps", lines));
    }

    private record Line(String app, int generation, long size, String lastModified) {}

    private Line line(AppName app) {
        Optional<AppSummary> published = stage.published(app);
        int generation = stage.status(app)
                .flatMap(status -> Optional.ofNullable(status.stable()))
                .map(GenerationEntry::number)
                .orElse(0);
        return new Line(
                app.value(),
                generation,
                published.map(AppSummary::size).orElse(0L),
                published.map(found -> found.lastModified().toString()).orElse(""));
    }

    private AppStatus known(Call call) {
        AppName app = Profiles.app(call);
        return stage.status(app).orElseThrow(() -> unknown(app));
    }

    private Refusal unknown(AppName app) {
        return new Refusal(
                Refusal.Reason.NOT_FOUND,
                stage.published(app).isPresent()
                        ? "of '" + app
                                + "' there is only a profile that another program published; it can be downloaded, "
                                + "and is taken in with the first upload"
                        : "there is no app '" + app + "'");
    }

    private Answer status(Call call) {
        return Json.of(known(call));
    }

    private Answer generations(Call call) {
        AppStatus status = known(call);
        List<Generation> newestFirst = new ArrayList<>();
        for (GenerationEntry entry : stage.generations(status.app()).reversed()) {
            newestFirst.add(Generation.of(entry, status));
        }
        return Json.of(Map.of("generations", newestFirst));
    }

    private Answer manifest(Call call) throws IOException {
        int number = Profiles.number(call.parameter("generation"), "generation");
        return stage.find(Profiles.app(call), new Selection.OfNumber(number), Form.MANIFEST)
                .map(artifact -> Profiles.answer(call, artifact, Form.MANIFEST))
                .orElseThrow(() -> new Refusal(Refusal.Reason.NOT_FOUND, "there is no generation " + number));
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

    private Answer explain(Call call) {
        String caller = call.query("caller")
                .orElseThrow(() -> new Refusal(Refusal.Reason.BAD_REQUEST, "say which ?caller= to explain"));
        Selection at = Selection.parse(call.query("at").orElse("stable"));
        HotEdges edges = HotEdges.of(stage.edges(Profiles.app(call), at));
        return Json.of(ExplanationView.of(Explanation.of(edges, Text.of(caller))));
    }

    private Answer policy(Call call) {
        return policy(stage.policies().policy(Profiles.app(call)));
    }

    private Answer replacePolicy(Call call) throws IOException {
        String json = new String(call.body().readAllBytes(), StandardCharsets.UTF_8);
        Optional<String> seen = call.header("If-Match");
        Predicate<Policy> meant = now -> seen.isEmpty() || Profiles.matches(seen.get(), tag(now));
        return policy(stage.policies()
                .replace(Profiles.app(call), meant, json, call.caller().name()));
    }

    private static Answer policy(Policy policy) {
        return Answer.json(200, policy.json().strip()).with("ETag", tag(policy));
    }

    private static String tag(Policy policy) {
        return '"' + policy.digest() + '"';
    }

    private Answer symbols(Call call) throws IOException {
        int count = stage.symbols()
                .replace(
                        Profiles.app(call),
                        call.body().readAllBytes(),
                        call.caller().name());
        return Json.of(Map.of("symbols", count));
    }

    private Answer publish(Call call) {
        AppName app = known(call).app();
        return Json.of(
                stage.publish(app, Profiles.flag(call, "force"), call.caller().name()));
    }

    private Answer rebuild(Call call) {
        AppName app = known(call).app();
        int number = Profiles.number(
                call.query("generation")
                        .orElseThrow(() -> new Refusal(Refusal.Reason.BAD_REQUEST, "say which ?generation=")),
                "generation");
        boolean same = stage.rebuild(app, number);
        String digest = stage.generations(app).stream()
                .filter(entry -> entry.number() == number)
                .map(GenerationEntry::digest)
                .findFirst()
                .orElse("");
        return Json.of(Map.of("same", same, "digest", digest));
    }

    private Answer point(Call call) throws IOException {
        AppName app = known(call).app();
        String channel = call.parameter("channel");
        ChannelMove move = ChannelMove.read(call.body().readAllBytes());
        String by = call.caller().name();
        if (move.to().isEmpty() && !move.pinned()) {
            stage.channels().unpin(app, channel, by);
        } else {
            Selection to = Selection.parse(move.to().isEmpty() ? channel : move.to());
            stage.channels().point(app, channel, to, move.pinned(), by);
        }
        return generation(app, channel);
    }

    private Answer rollBack(Call call) {
        AppName app = known(call).app();
        String channel = call.parameter("channel");
        int steps = Profiles.number(call.query("steps").orElse("1"), "steps");
        stage.channels().rollBack(app, channel, steps, call.caller().name());
        return generation(app, channel);
    }

    /** The generation that a channel points at. */
    private Answer generation(AppName app, String channel) {
        AppStatus status = stage.status(app).orElseThrow();
        return stage.generations(app).stream()
                .filter(entry -> status.channels().stream()
                        .anyMatch(named -> named.channel().equals(channel) && named.generation() == entry.number()))
                .findFirst()
                .map(entry -> Json.of(Generation.of(entry, status)))
                .orElseThrow(() -> new Refusal(Refusal.Reason.NOT_FOUND, "there is no channel '" + channel + "'"));
    }

    private Answer keys() {
        return Answer.text(200, String.join("", publicKeys)).with("Content-Type", "application/x-pem-file");
    }
}
