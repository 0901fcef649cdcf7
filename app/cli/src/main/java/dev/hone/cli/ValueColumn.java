package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileError;
import dev.hone.profile.ProfileException;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which value of a profile to look at: {@code --type}, or else the one that tools show.
 *
 * @param file the profile, as it is called in output
 * @param types all values that it has
 * @param index the one to look at
 */
record ValueColumn(String file, List<ValueType> types, int index) {
    private static final String OPTION = "--type";

    static void declare(Declaration declaration) {
        declaration.option(
                OPTION,
                "TYPE",
                "The value to add up, such as cpu or alloc_space (default: the profile's own choice). When several have "
                        + "that name, NAME/UNIT or the place from 0 on.");
    }

    /** The value of a profile that was read from {@code file}. */
    static ValueColumn of(Arguments arguments, String file, Profile profile) {
        List<ValueType> types = profile.sampleTypes();
        if (types.isEmpty()) {
            throw new UsageException(Text.of(file) + ": there is nothing in it to add up: it has no sample types");
        }
        Optional<String> named = arguments.value(OPTION);
        int index = named.isEmpty() ? profile.defaultType() : named(named.get(), file, types);
        return new ValueColumn(file, types, index);
    }

    private static int named(String value, String file, List<ValueType> types) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ValueType type = types.get(i);
            if (type.type().toString().equals(value) || type.toString().equals(value)) {
                found.add(i);
            }
        }
        if (found.isEmpty() && isPlace(value) && Integer.parseInt(value) < types.size()) {
            return Integer.parseInt(value);
        } else if (found.isEmpty()) {
            List<String> names =
                    types.stream().map(type -> type.type().toString()).toList();
            throw new UsageException(Text.of(file) + ": there is no value type '" + value + "'"
                    + Nearest.hint(value, names) + "\nit has " + String.join(", ", names));
        } else if (found.size() > 1) {
            throw ambiguous(file, "named '" + value + "'", found, types);
        }
        return found.getFirst();
    }

    private static boolean isPlace(String value) {
        return value.matches("[0-9]{1,6}");
    }

    private static UsageException ambiguous(String file, String what, List<Integer> found, List<ValueType> types) {
        boolean unitTells = found.stream().map(types::get).distinct().count() == found.size();
        String ways = found.stream()
                .map(index -> OPTION + " " + (unitTells ? types.get(index) : index))
                .collect(Collectors.joining(" or "));
        return new UsageException(Text.of(file) + ": there are several values " + what + "; take one "
                + (unitTells ? "with " : "by its place: ") + ways);
    }

    /** What is looked at. */
    ValueType type() {
        return types.get(index);
    }

    /**
     * The index of the same value in another profile: of the same name and unit, and where several are, at the same place
     * among the same.
     */
    int in(Arguments arguments, String other, Profile profile) {
        List<ValueType> others = profile.sampleTypes();
        boolean byPlace = isPlace(arguments.value(OPTION).orElse(""));
        if (others.equals(types)) {
            return index;
        } else if (byPlace && index < others.size()) {
            if (!others.get(index).equals(type())) {
                throw differs(others.get(index) + " there");
            }
            return index;
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).equals(type())) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            throw differs(
                    others.isEmpty()
                            ? "nothing"
                            : others.stream().map(ValueType::toString).collect(Collectors.joining(" and ")));
        } else if (found.size() > 1) {
            throw ambiguous(other, type().toString(), found, others);
        }
        return found.getFirst();
    }

    private ProfileException differs(String counts) {
        return new ProfileException(
                ProfileError.INCONSISTENT,
                "it counts " + counts + ", and " + Text.of(file) + " counts " + type()
                        + "; name profiles of the same kind, or a value that both have with " + OPTION);
    }
}
