package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.pgo.AppStatus;
import dev.hone.pgo.Form;
import dev.hone.pgo.GenerationEntry;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Selection;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What there is of apps: their state, what was published of them, and what that was made of. */
final class AppRoutes {
    private static final String STABLE = "stable";

    private final PgoStage stage;
    private final KnownApps apps;
    private final List<String> publicKeys;

    AppRoutes(PgoStage stage, List<String> publicKeys) {
        this.stage = stage;
        this.apps = new KnownApps(stage);
        this.publicKeys = List.copyOf(publicKeys);
    }

    List<Route> routes() {
        Access read = Access.keyed(Role.READ);
        String app = PgoRoutes.APP;
        return List.of(
                Route.reading(PgoRoutes.APPS, read, Failures.told(this::apps)),
                Route.reading(app, read, Failures.told(this::status)),
                Route.reading(app + "/ready", read, Failures.told(this::ready)),
                Route.reading(app + "/generations", read, Failures.told(this::generations)),
                Route.reading(app + "/generations/{generation}", read, Failures.told(this::manifest)),
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

    private record Line(String app, int generation, long size, String lastModified) {
        /** What the app's own state says. */
        static Line of(AppStatus status, GenerationEntry stable) {
            String moved = status.channels().stream()
                    .filter(channel -> channel.channel().equals(STABLE))
                    .map(channel -> channel.since().toString())
                    .findFirst()
                    .orElse("");
            return new Line(status.app().value(), stable.number(), stable.size(), moved);
        }
    }

    private Line line(AppName app) {
        AppStatus status = stage.status(app).orElse(null);
        GenerationEntry stable = status == null ? null : status.stable();
        if (status != null && stable != null) {
            return Line.of(status, stable);
        }
        return stage.published(app) // by another program
                .map(found -> new Line(
                        app.value(), 0, found.size(), found.lastModified().toString()))
                .orElseGet(() -> new Line(app.value(), 0, 0, ""));
    }

    private Answer status(Call call) {
        return Json.of(apps.of(call));
    }

    private Answer ready(Call call) {
        AppName app = apps.of(call).app();
        return Json.of(ReadyAnswer.of(app, stage.readiness(app).orElseThrow()));
    }

    private Answer generations(Call call) {
        AppStatus status = apps.of(call);
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

    private Answer keys() {
        return Answer.text(200, String.join("", publicKeys)).with("Content-Type", "application/x-pem-file");
    }
}
