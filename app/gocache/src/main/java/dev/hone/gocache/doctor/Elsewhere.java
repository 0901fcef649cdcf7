package dev.hone.gocache.doctor;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in one build what would be another on another machine or at another time, so that it need not be built there. */
public final class Elsewhere {
    private static final Pattern BLANK = Pattern.compile(" ");

    private Elsewhere() {}

    /** At most one finding of a kind. */
    public static List<Finding> of(InputLog log) throws IOException {
        Map<Cause, Finding> found = new EnumMap<>(Cause.class);
        log.each(line -> {
            if (line.kind() == HashLine.Kind.INPUT) {
                look(line, found);
            }
        });
        return List.copyOf(found.values());
    }

    private static void look(HashLine line, Map<Cause, Finding> found) {
        if (line.name().startsWith("build ") && line.text().startsWith("dir /")) {
            note(Cause.PATHS, line, "dir", HashLine.plain(line.text()), found);
        } else if (line.text().startsWith("modinfo ")) {
            for (Changed stamp : ModInfo.expand(new Changed(line.name(), "modinfo", "modinfo ", line.text()))) {
                if (stamp.what().equals("vcs.revision")) {
                    note(Cause.VCS, line, stamp.what(), stamp.after(), found);
                }
            }
        } else if (line.text().startsWith("linkflags ")) {
            BLANK.splitAsStream(line.text())
                    .filter(TimeOfDay::isIn)
                    .findFirst()
                    .ifPresent(word -> note(Cause.CLOCK, line, "linkflags", HashLine.plain(word), found));
        }
    }

    private static void note(Cause cause, HashLine line, String input, String value, Map<Cause, Finding> found) {
        @Nullable Finding known = found.get(cause);
        found.put(
                cause,
                known == null
                        ? new Finding(cause, line.name(), input, "", value, 1)
                        : new Finding(cause, known.name(), known.input(), "", known.after(), known.keys() + 1));
    }
}
