package dev.hone.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The outputs that wait to be shared, by any process of this machine: they are not to be removed before that. */
final class SpooledOutputs {
    /** What has waited for longer waits for a store that is gone, and must not fill the disk for ever. */
    private static final Duration LONGEST = Duration.ofDays(3);

    private SpooledOutputs() {}

    /** The names of their files and of their actions' records. */
    static Set<String> in(Path root, Instant now) {
        Set<String> names = new HashSet<>();
        each(root.resolve("spool"), store -> each(store, process -> each(process, note -> add(note, now, names))));
        return names;
    }

    /** How many results wait, whatever process left them. */
    static long count(Path root, Instant now) {
        LongAdder notes = new LongAdder();
        each(
                root.resolve("spool"),
                store -> each(
                        store,
                        process -> each(process, note -> {
                            Set<String> names = new HashSet<>();
                            add(note, now, names);
                            notes.add(names.isEmpty() ? 0 : 1);
                        })));
        return notes.sum();
    }

    private static void add(Path note, Instant now, Set<String> names) {
        try {
            boolean fresh = Files.getLastModifiedTime(note, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isAfter(now.minus(LONGEST));
            if (fresh && Digests.isHex(note.getFileName().toString())) {
                Spool.parse(Files.readAllBytes(note)).ifPresent(waiting -> {
                    names.add(note.getFileName().toString());
                    names.add(waiting.record().output().hex());
                });
            }
        } catch (IOException e) {
            // Shared meanwhile.
            return;
        }
    }

    private static void each(Path folder, Consumer<Path> action) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(action);
        } catch (IOException e) {
            // Gone meanwhile, or the lock of a process; what cannot be read cannot be shared either.
            return;
        }
    }
}
