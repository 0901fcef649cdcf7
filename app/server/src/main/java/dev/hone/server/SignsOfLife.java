package dev.hone.server;

import dev.hone.base.Component;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Says whether the process lives and whether what it needs is there, in autopgo's words and in pgo-fleet's. */
final class SignsOfLife {
    private static final JsonFactory JSON = new JsonFactory();

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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("status", word(good));
            json.writeName("dependencies").writeStartArray();
            for (int i = 0; i < found.size(); i++) {
                write(json, dependencies.get(i).name(), found.get(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return Answer.json(good ? 200 : 503, text.toString());
    }

    private static void write(JsonGenerator json, String name, Component.Health health) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("status", word(health instanceof Component.Health.Good));
        if (health instanceof Component.Health.Bad(String reason)) {
            json.writeStringProperty("message", reason);
        }
        json.writeEndObject();
    }

    private static String word(boolean good) {
        return good ? "healthy" : "unhealthy";
    }
}
