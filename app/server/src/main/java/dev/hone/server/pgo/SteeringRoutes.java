package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.pgo.AppStatus;
import dev.hone.pgo.GenerationEntry;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Selection;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Method;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What builds are to use: publishing, channels, and the proof that a generation can be made again. */
final class SteeringRoutes {
    private final PgoStage stage;
    private final KnownApps apps;

    SteeringRoutes(PgoStage stage) {
        this.stage = stage;
        this.apps = new KnownApps(stage);
    }

    List<Route> routes() {
        Access promote = Access.keyed(Role.PROMOTE);
        String channel = PgoRoutes.APP + "/channels/{channel}";
        return List.of(
                Route.changing(Method.POST, PgoRoutes.APP + "/publish", promote, Failures.told(this::publish)),
                Route.working(PgoRoutes.APP + "/rebuild", Access.keyed(Role.READ), Failures.told(this::rebuild)),
                Route.changing(Method.PUT, channel, promote, Failures.told(this::point)),
                Route.changing(Method.POST, channel + "/rollback", promote, Failures.told(this::rollBack)));
    }

    private Answer publish(Call call) {
        AppName app = apps.of(call).app();
        return Json.of(
                stage.publish(app, Profiles.flag(call, "force"), call.caller().name()));
    }

    private Answer rebuild(Call call) {
        AppName app = apps.of(call).app();
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
        AppName app = apps.of(call).app();
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
        AppName app = apps.of(call).app();
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
}
