package dev.hone.cache;

import dev.hone.cache.KeptFiles.Kept;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Removes what was not used for longest, until what is left fits.
 *
 * <p>What a living build was told of stays, however much that is, and so does what waits to be shared, and what was used in
 * the last minutes, which a build may be about to be told of. A file is moved aside before it is removed, and moved back when a build pinned it
 * meanwhile. Several processes may do this at once.
 */
public final class Eviction {
    /** Of what there may be, this much is left, so that not every build has to make room. */
    private static final double TARGET = 0.9;

    private static final Duration JUST_USED = Duration.ofMinutes(5);

    private static final String EVICTED = "evicted-";
    private static final String ASIDE = EVICTED + ProcessHandle.current().pid() + "-";

    private final Path root;
    private final LocalSettings settings;

    public Eviction(Path root, LocalSettings settings) {
        this.root = root.toAbsolutePath().normalize();
        this.settings = settings;
    }

    /**
     * What an eviction came to.
     *
     * @param files how many there were
     * @param bytes what they took
     * @param removed how many went, or would go
     * @param freed what those took
     */
    public record Result(long files, long bytes, long removed, long freed) {}

    /** Removes what is too much; with {@code dry} only says what it would be. */
    public Result run(Instant now, boolean dry) throws IOException {
        PinFiles pins = new PinFiles(root.resolve("pins"));
        Set<String> spooled = SpooledOutputs.in(root, now);
        List<Kept> all = new ArrayList<>();
        all.addAll(KeptFiles.in(root.resolve("o")));
        all.addAll(KeptFiles.in(root.resolve("a")));
        all.sort(Comparator.comparing(Kept::used));
        long bytes = all.stream().mapToLong(Kept::cost).sum();
        long target = bytes > settings.most().bytes()
                ? (long) (settings.most().bytes() * TARGET)
                : settings.most().bytes();
        long removed = 0;
        long freed = 0;
        for (Kept one : all) {
            boolean old = one.used().isBefore(now.minus(settings.age()));
            if ((!old && bytes - freed <= target) || one.used().isAfter(now.minus(JUST_USED))) {
                break;
            }
            String name = one.file().getFileName().toString();
            if (!spooled.contains(name) && !pins.hold(name) && (dry || remove(one, pins))) {
                removed++;
                freed += one.cost();
            }
        }
        return new Result(all.size(), bytes, removed, freed);
    }

    /** Whether a living process has moved this aside, and may move it back. */
    static boolean holds(Path file) {
        String name = file.getFileName().toString();
        int end = name.indexOf('-', EVICTED.length());
        if (!name.startsWith(EVICTED) || end < 0) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(name, EVICTED.length(), end, 10))
                    .isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean remove(Kept one, PinFiles pins) throws IOException {
        Path aside = root.resolve("incoming").resolve(ASIDE + one.file().getFileName());
        try {
            Files.move(one.file(), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException | AtomicMoveNotSupportedException e) {
            return false;
        }
        boolean wanted = pins.hold(one.file().getFileName().toString())
                || !Files.getLastModifiedTime(aside).toInstant().equals(one.used());
        if (wanted) {
            Files.move(aside, one.file(), StandardCopyOption.ATOMIC_MOVE);
            return false;
        }
        return Files.deleteIfExists(aside);
    }
}
