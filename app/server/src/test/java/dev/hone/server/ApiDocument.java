package dev.hone.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document, as the tests that hold it against the server read it. */
record ApiDocument(Map<String, Object> root) {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    /** One method of one path; the role is empty for what is for everybody. */
    record Operation(String method, String path, String role, Map<String, Object> described, List<Object> parameters) {}

    static ApiDocument read() throws IOException {
        return new ApiDocument(
                new Yaml().load(Files.readString(Path.of("..", "..", "docs", "reference", "openapi.yaml"))));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    static String text(Map<String, Object> map, String key) {
        return map.containsKey(key) ? String.valueOf(map.get(key)).strip() : "";
    }

    /** What a reference leads to; anything else is itself. */
    Map<String, Object> resolve(@Nullable Object value) {
        Map<String, Object> found = map(value);
        if (!found.containsKey("$ref")) {
            return found;
        }
        Map<String, Object> at = root;
        for (String step : text(found, "$ref").substring(2).split("/", -1)) {
            at = map(at.get(step));
        }
        return at;
    }

    Map<String, Object> schemas() {
        return map(map(root.get("components")).get("schemas"));
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        map(root.get("paths")).forEach((path, methods) -> {
            for (String method : METHODS) {
                if (map(methods).containsKey(method)) {
                    operations.add(operation(path, method, map(methods)));
                }
            }
        });
        return operations;
    }

    private Operation operation(String path, String method, Map<String, Object> methods) {
        Map<String, Object> described = map(methods.get(method));
        List<Object> parameters = new ArrayList<>(list(methods.get("parameters")));
        parameters.addAll(list(described.get("parameters")));
        boolean open = described.containsKey("security");
        String role = open ? "" : text(described, "x-role");
        if (open == described.containsKey("x-role")) {
            throw new AssertionError(method + " " + path + " has neither x-role nor security: [], or both");
        }
        return new Operation(method.toUpperCase(Locale.ROOT), path, role, described, parameters);
    }

    /** The schema of the JSON that an operation answers with a status; empty when it answers something else. */
    Map<String, Object> answer(String method, String path, int status) {
        Map<String, Object> described =
                map(map(map(root.get("paths")).get(path)).get(method.toLowerCase(Locale.ROOT)));
        Map<String, Object> responses = map(described.get("responses"));
        if (!responses.containsKey(String.valueOf(status))) {
            throw new AssertionError(method + " " + path + " does not say that it answers " + status);
        }
        Map<String, Object> content =
                map(resolve(responses.get(String.valueOf(status))).get("content"));
        return resolve(map(content.get("application/json")).get("schema"));
    }
}
