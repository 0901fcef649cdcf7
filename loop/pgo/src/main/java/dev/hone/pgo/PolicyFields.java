package dev.hone.pgo;

import dev.hone.base.ByteSize;
import dev.hone.base.HoneException;
import dev.hone.base.Nearest;
import dev.hone.gopgo.EdgeRules;
import dev.hone.profile.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the fields of one JSON object, and collects all that is wrong with them. */
final class PolicyFields {
    private static final int MOST_RULES = 10_000;
    private static final int MOST_SHARE = 1_000;
    private static final int LONGEST_WORKLOAD = 200;

    private final JsonNode tree;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    PolicyFields(JsonNode tree) {
        this.tree = tree;
        if (!tree.isObject()) {
            throw new PgoException(PgoError.BAD_POLICY, "a policy is a JSON object, as {\"window\": \"30d\"}");
        }
    }

    /** Refuses what a newer Hone wrote. */
    void format(int newest) {
        if (number("format", newest, 1, Integer.MAX_VALUE) > newest) {
            throw new PgoException(
                    PgoError.NEWER_FORMAT, "this policy was written by a newer Hone; upgrade to read it");
        }
    }

    /** Tells of all problems, if there are any. */
    void end() {
        for (String key : tree.propertyNames()) {
            if (!known.contains(key)) {
                String hint = Nearest.hint(key, known);
                refuse(key, "no such key" + (hint.isEmpty() ? "; the keys are " + String.join(", ", known) : hint));
            }
        }
        if (!problems.isEmpty()) {
            throw new PgoException(PgoError.BAD_POLICY, String.join("\n", problems));
        }
    }

    void refuse(String key, String why) {
        problems.add(printable(key) + ": " + why);
    }

    private static String printable(String text) {
        return Text.of(text.length() <= 100 ? text : text.substring(0, 100) + "…")
                .toString();
    }

    /** The value of a key as {@code read} takes it; {@code base} when it is not given or wrong. */
    private <T> T value(String key, T base, Function<JsonNode, T> read) {
        known.add(key);
        JsonNode value = tree.get(key);
        if (value == null) {
            return base;
        }
        try {
            return read.apply(value);
        } catch (IllegalArgumentException | HoneException e) {
            refuse(key, String.valueOf(e.getMessage()));
            return base;
        }
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String text(JsonNode value) {
        require(value.isString(), "write it in quotes");
        return value.stringValue();
    }

    long number(String key, long base, long least, long most) {
        return value(key, base, value -> {
            boolean fits = value.isIntegralNumber() && value.canConvertToLong();
            require(
                    fits && value.longValue() >= least && value.longValue() <= most,
                    "write a whole number from " + least + " to " + most);
            return value.longValue();
        });
    }

    double fraction(String key, double base, double most) {
        return value(key, base, value -> {
            boolean inside = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= most;
            require(inside, "write a number from 0 to " + (most == 1 ? "1" : String.valueOf(most)));
            return value.doubleValue();
        });
    }

    boolean truth(String key, boolean base) {
        return value(key, base, value -> {
            require(value.isBoolean(), "write true or false");
            return value.asBoolean();
        });
    }

    Duration duration(String key, Duration base, Duration least, Duration most) {
        return value(key, base, value -> {
            Duration duration = DayDuration.parse(text(value));
            require(
                    duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0,
                    "write a duration from " + DayDuration.format(least) + " to " + DayDuration.format(most));
            return duration;
        });
    }

    ByteSize size(String key, ByteSize base) {
        return value(key, base, value -> ByteSize.parse(text(value)));
    }

    <E extends Enum<E>> E choice(String key, E base, Class<E> type) {
        return value(key, base, value -> {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(word -> word.name().toLowerCase(Locale.ROOT))
                    .toList();
            require(words.contains(text(value)), "write " + String.join(" or ", words));
            return type.getEnumConstants()[words.indexOf(text(value))];
        });
    }

    List<AppName> apps(String key, List<AppName> base) {
        return value(
                key,
                base,
                value -> list(value, "apps").stream()
                        .map(app -> AppName.of(text(app)))
                        .distinct()
                        .toList());
    }

    String app(String key, String base) {
        return value(
                key,
                base,
                value -> text(value).isEmpty() ? "" : AppName.of(text(value)).value());
    }

    /** Rules about edges; their words are looked at here, so that none fails later. */
    List<String> rules(String key, List<String> base) {
        return value(key, base, value -> {
            List<String> lines = value.isString()
                    ? text(value).lines().toList()
                    : list(value, "rules").stream().map(PolicyFields::text).toList();
            require(lines.stream().noneMatch(line -> line.indexOf('\n') >= 0), "write one rule a line");
            EdgeRules.parse(String.join("\n", lines));
            return lines;
        });
    }

    List<PruneRule> prune(String key, List<PruneRule> base) {
        return value(key, base, PruneFile::rules);
    }

    SortedMap<String, Integer> recipe(String key, SortedMap<String, Integer> base) {
        return value(key, base, value -> {
            require(value.isObject(), "write workloads with their shares, as {\"web\": 3, \"batch\": 1}");
            SortedMap<String, Integer> recipe = new TreeMap<>();
            value.properties().forEach(entry -> {
                String workload = entry.getKey();
                JsonNode share = entry.getValue();
                boolean whole = share.isIntegralNumber() && share.canConvertToInt();
                require(
                        whole && share.longValue() >= 1 && share.longValue() <= MOST_SHARE,
                        "the share of '" + printable(workload) + "' is a whole number from 1 to " + MOST_SHARE);
                require(
                        workload.length() <= LONGEST_WORKLOAD
                                && workload.chars().allMatch(c -> c >= ' ' && c <= '~'),
                        "a workload is at most " + LONGEST_WORKLOAD + " printable ASCII characters");
                recipe.put(workload, (int) share.longValue());
            });
            require(recipe.size() <= MOST_SHARE, "these are more than " + MOST_SHARE + " workloads");
            return recipe;
        });
    }

    private static List<JsonNode> list(JsonNode value, String of) {
        require(value.isArray(), "write a list of " + of);
        require(value.size() <= MOST_RULES, "these are more than " + MOST_RULES + " " + of);
        return List.copyOf(value.values());
    }
}
