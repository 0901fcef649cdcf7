package dev.hone.server.collect;

import dev.hone.collect.Outcome;
import dev.hone.collect.Snapshot;
import dev.hone.collect.TargetStatus;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import dev.hone.targets.Targets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tells which instances are profiled and how that goes; {@code docs/reference/openapi.yaml} describes it. */
public final class TargetRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<Snapshot> fleet;

    /** Routes to what a scraper does, which is nothing when there is none. */
    public TargetRoutes(Supplier<Snapshot> fleet) {
        this.fleet = fleet;
    }

    public List<Route> routes() {
        return List.of(Route.reading("/api/hone/v1/targets", Access.keyed(Role.READ), this::targets));
    }

    private Answer targets(Call call) {
        Snapshot snapshot = fleet.get();
        String app = call.query("app").orElse("");
        Predicate<TargetStatus> wanted =
                status -> (app.isEmpty() || app.equals(status.target().app()))
                        && call.caller().mayTouch(status.target().app());
        // What is left out belongs to no app.
        boolean all = app.isEmpty() && call.caller().app() == null;
        Map<String, Object> said = new LinkedHashMap<>();
        said.put(
                "targets",
                snapshot.targets().stream().filter(wanted).map(TargetRoutes::of).toList());
        said.put("leftOut", all ? snapshot.left().stream().map(TargetRoutes::of).toList() : List.of());
        if (!snapshot.trouble().isEmpty()) {
            said.put("trouble", snapshot.trouble());
        }
        return Answer.json(200, JSON.writeValueAsString(said));
    }

    /** A target as it is told; what is not known is left out. */
    public static Map<String, Object> of(TargetStatus status) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("app", status.target().app());
        said.put("instance", status.target().instance());
        said.put("address", status.target().profile().toString());
        said.put("version", status.target().version());
        said.put("revision", status.target().revision());
        said.put("workload", status.target().workload());
        said.put("state", status.state().name().toLowerCase(Locale.ROOT));
        said.put("delivered", status.delivered());
        said.put("failures", status.failures());
        Outcome last = status.last();
        if (last != null) {
            said.put("outcome", last.word());
            said.put("message", status.message());
            put(said, "at", status.at());
            put(said, "until", status.blocked());
        }
        return said;
    }

    private static void put(Map<String, Object> said, String name, @Nullable Instant time) {
        if (time != null) {
            said.put(name, time.toString());
        }
    }

    /** Something that is listed and no target, as it is told. */
    public static Map<String, Object> of(Targets.LeftOut left) {
        return Map.of("name", left.name(), "reason", left.reason());
    }
}
