package dev.hone.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that may be used, from a file that is read again when it changes.
 *
 * <p>Whether it changed is asked at most once a second, by a request that needs a key; there is no thread. A file that became
 * unreadable or wrong changes nothing but a metric. Safe for use by many threads.
 */
public final class Keys {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final int LARGEST_FILE = 1 << 20;

    private final @Nullable Path file;
    private final LongSupplier nanoClock;
    private final KeysListener listener;
    private volatile List<Key> keys;
    private String stamp;
    private long askedAt;

    private Keys(@Nullable Path file, LongSupplier nanoClock, KeysListener listener) {
        this.file = file;
        this.nanoClock = nanoClock;
        this.listener = listener;
        stamp = file == null ? "" : stamp(file);
        keys = file == null ? List.of() : read(file);
        askedAt = nanoClock.getAsLong();
        listener.loaded(keys.size());
    }

    /** No keys at all. */
    public static Keys none() {
        return new Keys(null, () -> 0, KeysListener.NONE);
    }

    /** The keys of a file, which must be readable now. */
    public static Keys of(Path file, LongSupplier nanoClock, KeysListener listener) {
        return new Keys(file, nanoClock, listener);
    }

    /** Whether keys are used at all. A key file without keys locks everybody out. */
    boolean areUsed() {
        return file != null;
    }

    /** The entry of a key. Takes the same time whether there is one or not, and wherever it stands. */
    Optional<Key> find(String presented) {
        readAgainIfChanged();
        byte[] digest = HexFormat.of()
                .formatHex(sha256(presented.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.US_ASCII);
        Key found = null;
        for (Key key : keys) {
            if (MessageDigest.isEqual(digest, key.digest().getBytes(StandardCharsets.US_ASCII))) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private synchronized void readAgainIfChanged() {
        if (file == null || nanoClock.getAsLong() - askedAt < PAUSE) {
            return;
        }
        askedAt = nanoClock.getAsLong();
        String now = stamp(file);
        if (now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            keys = read(file);
            listener.loaded(keys.size());
        } catch (KeysException e) {
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

    private static List<Key> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new KeysException(
                        KeysException.Code.BAD_KEY_FILE, file + " is larger than 1 MiB; is it a file of keys?");
            }
            return List.copyOf(KeyFile.parse(file.toString(), new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new KeysException(
                    KeysException.Code.KEY_FILE_UNREADABLE, "reading the keys in " + file + " failed: " + e, e);
        }
    }
}
