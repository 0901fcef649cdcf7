package dev.hone.base;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what people wrote into a configuration record, reporting everything that is wrong with it together.
 *
 * <p>Each component of the record carries a {@link Setting}. Components are of type {@code int}, {@code long},
 * {@code boolean}, {@code String}, {@link ByteSize}, {@link Duration}, {@link Secret} or an enum.
 */
public final class Configuration<R extends Record> {
    private final Class<R> type;
    private final Map<String, RecordComponent> components = new LinkedHashMap<>();

    private Configuration(Class<R> type) {
        this.type = type;
        for (RecordComponent component : type.getRecordComponents()) {
            String key = setting(component).key();
            if (components.put(key, component) != null) {
                throw new IllegalArgumentException(type + " has two components with the key '" + key + "'");
            }
        }
    }

    public static <R extends Record> Configuration<R> of(Class<R> type) {
        return new Configuration<>(type);
    }

    /** A value that somebody wrote for a key, and where: a flag, a variable, a file with its line. */
    public record Given(String key, String value, String place) {
        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return key + " (" + place + ")";
        }
    }

    /** The keys in the order of the record's components. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(components.keySet());
    }

    /** The record with nothing set. */
    public R defaults() {
        return read(List.of());
    }

    /** The record with these values set; where a key is given more than once, the last one counts. */
    public R read(List<Given> given) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        components.forEach((key, component) ->
                values.put(key, convert(component, setting(component).fallback())));
        for (Given one : given) {
            RecordComponent component = components.get(one.key());
            if (component == null) {
                problems.add(new Problem(one.key(), one.place(), "no such key" + hint(one.key())));
                continue;
            }
            try {
                values.put(one.key(), convert(component, one.value()));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(one.key(), one.place(), explain(component, one.value(), e)));
            }
        }
        if (problems.isEmpty()) {
            return create(values, given, problems);
        }
        throw new ConfigurationException(problems);
    }

    private R create(Map<String, Object> values, List<Given> given, List<Problem> problems) {
        try {
            Class<?>[] types =
                    components.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.values().toArray());
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
                throw new IllegalStateException(type + " does not validate its components cleanly", e);
            }
            String places = given.stream().map(Given::place).distinct().collect(Collectors.joining(", "));
            problems.add(new Problem(type.getSimpleName(), places, String.valueOf(refusal.getMessage())));
            throw new ConfigurationException(problems);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a configuration record", e);
        }
    }

    private String hint(String key) {
        String nearest = Nearest.hint(key, components.keySet());
        return nearest.isEmpty() ? "; the keys are " + String.join(", ", components.keySet()) : nearest;
    }

    private static Setting setting(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalArgumentException(component + " carries no @Setting");
        }
        return setting;
    }

    private static Object convert(RecordComponent component, String text) {
        Class<?> type = component.getType();
        if (type == int.class) {
            return Integer.parseInt(digits(text));
        } else if (type == long.class) {
            return Long.parseLong(digits(text));
        } else if (type == boolean.class) {
            return truth(text);
        } else if (type == String.class) {
            return text;
        } else if (type == ByteSize.class) {
            return ByteSize.parse(text);
        } else if (type == Duration.class) {
            return GoDuration.parse(text);
        } else if (type == Secret.class) {
            return Secret.of(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException(component + " is of a type that configuration does not know");
    }

    private static String digits(String text) {
        return text.strip().replace("_", "");
    }

    private static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is not true or false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        List<String> words = words(type);
        int at = words.indexOf(text.strip().toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", words));
        }
        return type.getEnumConstants()[at];
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static String explain(RecordComponent component, String text, IllegalArgumentException e) {
        if (e instanceof NumberFormatException) {
            return "'" + text + "' is not a whole number that fits " + component.getType();
        }
        return component.getType() == Secret.class ? "not a usable secret" : String.valueOf(e.getMessage());
    }

    /** The reference table of the record's keys, as Markdown. */
    public String reference() {
        StringBuilder table = new StringBuilder("| key | default | what it does |\n|---|---|---|\n");
        components.forEach((key, component) -> {
            Setting setting = setting(component);
            String fallback = setting.fallback().isEmpty() ? "" : "`" + cell(setting.fallback()) + "`";
            table.append("| `%s` | %s | %s |\n".formatted(key, fallback, cell(setting.doc())));
        });
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
