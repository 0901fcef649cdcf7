package dev.hone.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the actions whose results are of use on the machine that made them only, so that no store is asked for them: module
 * indexes, which are a third of all that go asks for. What once was one is one for ever, since go puts the kind into the key.
 *
 * <p>The memory is a file of lines, half an action's id each, which outlives the results themselves. A line is added with one write;
 * what is damaged is passed over. Two processes may each know something that the other learns only when it starts. For any
 * thread.
 */
final class HereOnly {
    /** Some megabytes; of more, the older half is forgotten. */
    static final int USUAL = 1 << 16;

    private static final int DIGITS = 32;

    private final Path file;
    private final Incoming names;
    private final int most;
    private @Nullable Set<String> known;

    /** Reads nothing before it is first asked. */
    HereOnly(Path file, Incoming names, int most) {
        this.file = file;
        this.most = most;
        this.names = names;
    }

    synchronized boolean has(ActionId action) {
        return known().contains(half(action));
    }

    /** Notes one. That it cannot be written down costs a request some day. */
    synchronized void add(ActionId action) {
        if (!known().add(half(action))) {
            return;
        }
        try {
            if (known().size() > most) {
                forget();
            } else {
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(
                        file,
                        half(action) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            // The disk is full, or the folder can only be read.
            return;
        }
    }

    private static String half(ActionId action) {
        return action.hex().substring(0, DIGITS);
    }

    private Set<String> known() {
        Set<String> set = known;
        if (set == null) {
            set = read();
            known = set;
        }
        return set;
    }

    private Set<String> read() {
        Set<String> read = new LinkedHashSet<>();
        try {
            long size = Files.size(file);
            // Not even a file that somebody else made may take the memory of a build.
            if (size > 2L * most * (DIGITS + 1)) {
                return read;
            }
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1)) {
                if (line.length() == DIGITS && Digests.isHex(line + line)) {
                    read.add(line);
                }
            }
        } catch (IOException e) {
            return read; // nothing was learned yet, or it is lost
        }
        return read;
    }

    private void forget() throws IOException {
        List<String> all = new ArrayList<>(known());
        List<String> newer = all.subList(all.size() - most / 2, all.size());
        known = new LinkedHashSet<>(newer);
        Path fresh = names.name();
        Files.writeString(fresh, String.join("\n", newer) + "\n", StandardOpenOption.CREATE_NEW);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
