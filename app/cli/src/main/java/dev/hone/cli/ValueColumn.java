package dev.hone.cli;

import dev.hone.base.Nearest;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.profile.Profile;
import java.util.List;
import java.util.Optional;

/** Which value of a profile to look at: {@code --type}, or else the one that tools show. */
final class ValueColumn {
    private static final String OPTION = "--type";

    private ValueColumn() {}

    static void declare(Declaration declaration) {
        declaration.option(
                OPTION, "TYPE", "The value to add up, such as cpu or alloc_space (default: the profile's own choice).");
    }

    /** The index of the value type in a profile that was read from {@code file}. */
    static int of(Arguments arguments, String file, Profile profile) {
        if (profile.sampleTypes().isEmpty()) {
            throw new UsageException(file + ": there is nothing in it to add up: it has no sample types");
        }
        Optional<String> type = arguments.value(OPTION);
        if (type.isEmpty()) {
            return profile.defaultType();
        }
        List<String> names = profile.sampleTypes().stream()
                .map(each -> each.type().toString())
                .toList();
        int column = names.indexOf(type.get());
        if (column < 0) {
            throw new UsageException(file + ": there is no value type '" + type.get() + "'"
                    + Nearest.hint(type.get(), names) + "\nit has " + String.join(", ", names));
        }
        return column;
    }
}
