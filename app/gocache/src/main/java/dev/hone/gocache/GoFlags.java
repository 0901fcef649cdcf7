package dev.hone.gocache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code go build}, told apart, in whatever order it was written. go itself takes flags before packages only.
 *
 * @param flags with their values
 */
record GoFlags(List<String> flags, List<String> packages) {
    /** Flags of go build whose value may be a word of its own. */
    private static final Set<String> VALUED = Set.of(
            "asmflags",
            "buildmode",
            "C",
            "compiler",
            "covermode",
            "coverpkg",
            "debug-actiongraph",
            "debug-trace",
            "gccgoflags",
            "gcflags",
            "installsuffix",
            "ldflags",
            "mod",
            "modfile",
            "o",
            "overlay",
            "p",
            "pgo",
            "pkgdir",
            "tags",
            "toolexec");

    GoFlags {
        flags = List.copyOf(flags);
        packages = List.copyOf(packages);
    }

    static GoFlags of(List<String> words) {
        List<String> flags = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        boolean value = false;
        for (String word : words) {
            boolean flag = value || word.startsWith("-");
            (flag ? flags : packages).add(word);
            value = !value && flag && VALUED.contains(name(word));
        }
        return new GoFlags(flags, packages);
    }

    private static String name(String word) {
        return word.replaceFirst("^--?", "");
    }

    /** The value of a flag; the last counts. */
    Optional<String> value(String name) {
        @Nullable String found = null;
        for (int i = 0; i < flags.size(); i++) {
            String flag = name(flags.get(i));
            boolean apart = VALUED.contains(flag) && i + 1 < flags.size();
            if (apart && flag.equals(name)) {
                found = flags.get(i + 1);
            } else if (flag.startsWith(name + "=")) {
                found = flag.substring(name.length() + 1);
            }
            i += apart ? 1 : 0;
        }
        return Optional.ofNullable(found);
    }
}
