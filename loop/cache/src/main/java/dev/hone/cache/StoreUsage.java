package dev.hone.cache;

import dev.hone.cache.KeptFiles.Kept;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cache folder has in it.
 *
 * @param actions the results that are known
 * @param outputs the files that they are, fewer since many are equal
 * @param bytes what all that takes of the disk
 * @param longestUnused when that was last used which is used least; null in an empty folder
 * @param waiting the results that wait to be shared
 */
public record StoreUsage(
        long actions, long outputs, long bytes, @Nullable Instant longestUnused, long waiting) {

    /** Reads the folder as it is; it is not made. */
    public static StoreUsage of(Path root, Instant now) throws IOException {
        List<Kept> actions = KeptFiles.in(root.resolve("a"));
        List<Kept> outputs = KeptFiles.in(root.resolve("o"));
        Optional<Instant> oldest = outputs.stream().map(Kept::used).min(Comparator.naturalOrder());
        return new StoreUsage(
                actions.size(),
                outputs.size(),
                cost(actions) + cost(outputs),
                oldest.orElse(null),
                SpooledOutputs.count(root, now));
    }

    private static long cost(List<Kept> files) {
        return files.stream().mapToLong(Kept::cost).sum();
    }
}
