package dev.hone.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds JSON against a schema both ways: a member that is not described is wrong, and so is one that is never seen. */
final class SchemaCheck {
    private final ApiDocument document;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> described = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();

    SchemaCheck(ApiDocument document) {
        this.document = document;
    }

    List<String> faults() {
        return faults;
    }

    /** Members that are described and were in no answer. */
    Set<String> neverSeen() {
        Set<String> rest = new TreeSet<>(described);
        rest.removeAll(seen);
        return rest;
    }

    void check(String where, @Nullable Object described, JsonNode value) {
        Map<String, Object> schema = document.resolve(described);
        String type = ApiDocument.text(schema, "type");
        if (!isA(type, value)) {
            faults.add(where + " is no " + type + ": " + value);
            return;
        }
        List<Object> words = ApiDocument.list(schema.get("enum"));
        if (!words.isEmpty() && !words.contains(value.asString(""))) {
            faults.add(where + " is none of " + words + ": " + value);
        }
        if (type.equals("array")) {
            value.forEach(item -> check(where + "[]", schema.get("items"), item));
        } else if (schema.containsKey("properties")) {
            members(where, schema, value);
        }
    }

    private void members(String where, Map<String, Object> schema, JsonNode value) {
        Map<String, Object> properties = ApiDocument.map(schema.get("properties"));
        properties.keySet().forEach(name -> described.add(where + "." + name));
        for (Object name : ApiDocument.list(schema.get("required"))) {
            if (!value.has(name.toString())) {
                faults.add(where + " lacks " + name);
            }
        }
        for (String name : value.propertyNames()) {
            if (!properties.containsKey(name)) {
                faults.add(where + "." + name + " is not described");
            } else if (!value.path(name).isNull()) {
                seen.add(where + "." + name);
                check(where + "." + name, properties.get(name), value.path(name));
            }
        }
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("no type: '" + type + "'");
        };
    }
}
