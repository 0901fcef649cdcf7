package dev.hone.server.keys;

import dev.hone.server.reload.ReloadListener;
import dev.hone.server.reload.Reloaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys that may be used, from a file that is read again when it changes. Safe for use by many threads. */
public final class Keys {
    private static final int LARGEST_FILE = 1 << 20;

    private final @Nullable Supplier<List<Key>> keys;

    private Keys(@Nullable Supplier<List<Key>> keys) {
        this.keys = keys;
    }

    /** No keys at all. */
    public static Keys none() {
        return new Keys(null);
    }

    /** The keys of a file, which must be readable now. */
    public static Keys of(Path file, LongSupplier nanoClock, KeysListener listener) {
        return new Keys(Reloaded.of(file, Keys::read, nanoClock, new ReloadListener<>() {
            @Override
            public void loaded(List<Key> keys) {
                listener.loaded(keys.size());
            }

            @Override
            public void refused(String reason) {
                listener.refused(reason);
            }
        }));
    }

    /** Whether keys are used at all. A key file without keys locks everybody out. */
    boolean areUsed() {
        return keys != null;
    }

    /** The entry of a key. Takes the same time whether there is one or not, and wherever it stands. */
    Optional<Key> find(String presented) {
        byte[] digest = HexFormat.of()
                .formatHex(sha256(presented.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.US_ASCII);
        Key found = null;
        for (Key key : keys == null ? List.<Key>of() : keys.get()) {
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
