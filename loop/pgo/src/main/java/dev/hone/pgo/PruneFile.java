package dev.hone.pgo;

import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The file that autopgo's worker takes by {@code --prune}: what is cut off uploads, by app.
 *
 * <p>{@code [{"app": "web", "rules": [{"drop": "runtime\\..*", "keep": "gopark"}]}]}; of several entries for one app the
 * first counts.
 */
public final class PruneFile {
    /** No rules for any app. */
    public static final PruneFile NONE = new PruneFile(List.of());

    private static final int MOST = 10_000;

    private final List<Entry> entries;

    private record Entry(String app, List<PruneRule> rules) {}

    private PruneFile(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a file.
     *
     * @throws PgoException that says which entry is wrong
     */
    public static PruneFile parse(String json) {
        JsonNode tree = Json.parse(json, "the prune file", PgoError.BAD_POLICY);
        if (!tree.isArray()) {
            throw refusal("the prune file is a JSON list, as [{\"app\": \"web\", \"rules\": [{\"drop\": \"…\"}]}]");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : tree.values()) {
            try {
                known(entry, List.of("app", "rules"));
                entries.add(new Entry(text(entry, "app"), rules(field(entry, "rules"))));
            } catch (PgoException e) {
                throw refusal("entry " + (entries.size() + 1) + " of the prune file: " + e.getMessage());
            }
        }
        return new PruneFile(entries);
    }

    /** The rules for an app; none when it is not in the file. */
    public List<PruneRule> rules(AppName app) {
        return entries.stream()
                .filter(entry -> entry.app.equals(app.value()))
                .findFirst()
                .map(Entry::rules)
                .orElse(List.of());
    }

    /** The rules of a list. */
    static List<PruneRule> rules(JsonNode list) {
        if (!list.isArray() || list.size() > MOST) {
            throw refusal("write a list of rules, as [{\"drop\": \"…\", \"keep\": \"…\"}], at most " + MOST);
        }
        List<PruneRule> rules = new ArrayList<>();
        for (JsonNode rule : list.values()) {
            try {
                known(rule, List.of("drop", "keep"));
                rules.add(new PruneRule(text(rule, "drop"), text(rule, "keep")));
            } catch (PgoException e) {
                throw refusal("rule " + (rules.size() + 1) + ": " + e.getMessage());
            }
        }
        return rules;
    }

    private static void known(JsonNode entry, List<String> keys) {
        if (!entry.isObject()) {
            throw refusal("write an object with the keys " + String.join(" and ", keys));
        }
        for (String key : entry.propertyNames()) {
            if (!keys.contains(key.toLowerCase(Locale.ROOT))) {
                throw refusal("there is no key '" + Text.of(key) + "'; the keys are " + String.join(" and ", keys));
            }
        }
    }

    /** A field by its name in any case, as Go reads it. */
    private static JsonNode field(JsonNode entry, String key) {
        return entry.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> refusal("'" + key + "' is missing"));
    }

    private static String text(JsonNode entry, String key) {
        boolean given = entry.properties().stream()
                .anyMatch(field -> field.getKey().equalsIgnoreCase(key)
                        && !field.getValue().isNull());
        if (!given) {
            return "";
        }
        JsonNode value = field(entry, key);
        if (!value.isString()) {
            throw refusal("'" + key + "' is a text in quotes");
        }
        return value.stringValue();
    }

    private static PgoException refusal(String message) {
        return new PgoException(PgoError.BAD_POLICY, message);
    }
}
