package dev.hone.server.reload;

import dev.hone.base.HoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a file says, which is read again when it changes.
 *
 * <p>Whether it changed is asked at most once a second, by whoever wants to know what it says; there is no thread. A file that
 * became unreadable or wrong changes nothing, but the listener hears of it. Safe for use by many threads.
 */
public final class Reloaded<T> implements Supplier<T> {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final Function<Path, T> reading;
    private final LongSupplier nanoClock;
    private final ReloadListener<T> listener;
    private volatile T content;
    private String stamp;
    private long askedAt;

    private Reloaded(Path file, Function<Path, T> reading, LongSupplier nanoClock, ReloadListener<T> listener) {
        this.file = file;
        this.reading = reading;
        this.nanoClock = nanoClock;
        this.listener = listener;
        stamp = stamp(file);
        content = reading.apply(file);
        askedAt = nanoClock.getAsLong();
    }

    /**
     * The content of a file, which must be readable now.
     *
     * @param reading makes something of the file, or throws a {@link HoneException}
     */
    public static <T> Reloaded<T> of(
            Path file, Function<Path, T> reading, LongSupplier nanoClock, ReloadListener<T> listener) {
        Reloaded<T> reloaded = new Reloaded<>(file, reading, nanoClock, listener);
        listener.loaded(reloaded.content);
        return reloaded;
    }

    @Override
    public T get() {
        readAgainIfChanged();
        return content;
    }

    private synchronized void readAgainIfChanged() {
        if (nanoClock.getAsLong() - askedAt < PAUSE) {
            return;
        }
        askedAt = nanoClock.getAsLong();
        String now = stamp(file);
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            content = reading.apply(file);
            listener.loaded(content);
        } catch (HoneException e) {
            listener.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Changes when the file does. */
    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
