package dev.hone.server;

import dev.hone.base.Component;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Says whether the process lives and whether what it needs is there, in autopgo's words and in pgo-fleet's. */
final class SignsOfLife {
    private final List<Dependency> dependencies;

    /** Something that the process needs, under the name that autopgo gives it. */
    record Dependency(String name, Supplier<Component.Health> check) {}

    SignsOfLife(List<Dependency> dependencies) {
        this.dependencies = List.copyOf(dependencies);
    }

    List<Route> routes() {
        return List.of(
                Route.signOfLife(Method.GET, "/api/health", this::health),
                Route.signOfLife(Method.GET, "/api/ready", call -> Answer.json(200, "{}")),
                Route.signOfLife(Method.ANY, "/healthz", call -> Answer.text(200, "OK")));
    }

    private Answer health(Call call) {
        List<Component.Health> found =
                dependencies.stream().map(needed -> needed.check().get()).toList();
        boolean good = found.stream().allMatch(Component.Health.Good.class::isInstance);
        List<Map<String, String>> needed = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            needed.add(needed(dependencies.get(i).name(), found.get(i)));
        }
        return Json.of(good ? 200 : 503, new Health(word(good), needed));
    }

    private record Health(String status, List<Map<String, String>> dependencies) {}

    /** A dependency as it is answered; with a message only when it is not there. */
    private static Map<String, String> needed(String name, Component.Health health) {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("name", name);
        needed.put("status", word(health instanceof Component.Health.Good));
        if (health instanceof Component.Health.Bad(String reason)) {
            needed.put("message", reason);
        }
        return needed;
    }

    private static String word(boolean good) {
        return good ? "healthy" : "unhealthy";
    }
}
