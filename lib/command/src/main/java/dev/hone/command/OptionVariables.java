package dev.hone.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Environment variables that stand for options, named after them. They are put before the command line, which so wins. */
final class OptionVariables {
    /** What Go's {@code strconv.ParseBool} takes, since the programs that these variables are known from are Go's. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final String prefix;
    private final List<OptionSpec> options = new ArrayList<>();
    /** The variables of options that have others than their names would give, by the longest name of each. */
    private final Map<String, List<String>> others = new HashMap<>();

    OptionVariables(String prefix) {
        this.prefix = prefix;
    }

    void add(OptionSpec option) {
        options.add(option);
    }

    /** Notes that an option has these variables, of which the first that is set counts. */
    void name(String option, List<String> variables) {
        others.put(option, List.copyOf(variables));
    }

    /** The variable of an option: {@code --a-b} becomes {@code PREFIX_A_B}, unless it has others. */
    String nameFor(String option) {
        return others.containsKey(option) ? String.join(", ", others.get(option)) : derived(option);
    }

    private String set(String option, Map<String, String> environment) {
        List<String> names = others.getOrDefault(option, List.of(derived(option)));
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .orElse(names.getFirst());
    }

    private String derived(String option) {
        return prefix + "_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What variables and command line say together. {@code --flag=false} is read as Go's programs read it. */
    List<String> before(List<String> line, Map<String, String> environment) {
        List<String> all = new ArrayList<>();
        List<String> rest = new ArrayList<>(line);
        for (OptionSpec option : options) {
            String name = set(option.longestName(), environment);
            String value = environment.getOrDefault(name, "");
            if (option.arity().max() == 0) {
                addFlag(option, name, value, rest, all);
            } else if (!value.isEmpty() && !(option.isMultiValue() && isGiven(option, line))) {
                addValue(option, name, value, all);
            }
        }
        all.addAll(rest);
        return all;
    }

    private static void addFlag(OptionSpec option, String variable, String value, List<String> line, List<String> all) {
        String flag = option.longestName();
        boolean on = !value.isEmpty() && truth(variable, value);
        for (String word : List.copyOf(line)) {
            if (word.startsWith(flag + "=")) {
                line.remove(word);
                on = truth(flag, word.substring(flag.length() + 1));
            }
        }
        if (on) {
            all.add(flag);
        }
    }

    private static boolean truth(String name, String value) {
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new UsageException(name + " takes true or false, not '" + value + "'");
        }
        return TRUE.contains(value);
    }

    private static boolean isGiven(OptionSpec option, List<String> line) {
        for (String name : option.names()) {
            if (line.stream().anyMatch(word -> word.equals(name) || word.startsWith(name + "="))) {
                return true;
            }
        }
        return false;
    }

    private static void addValue(OptionSpec option, String variable, String value, List<String> all) {
        for (String one : option.isMultiValue() ? value.split(",", -1) : new String[] {value}) {
            check(option, variable, one);
            all.add(option.longestName() + "=" + one);
        }
    }

    private static void check(OptionSpec option, String variable, String value) {
        for (@Nullable ITypeConverter<?> converter : option.converters()) {
            if (converter instanceof OptionValue<?> known) {
                try {
                    known.convert(value);
                } catch (TypeConversionException e) {
                    throw new UsageException(variable + " takes " + known.wanted() + ", not '" + value + "'");
                }
            }
        }
    }
}
