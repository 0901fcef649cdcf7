package dev.hone.cache;

import dev.hone.blob.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A result that a client brings, on its way to be stored: all of it is here, and it was found to be what it is said to be, before
 * anybody else can see it. Small ones are held in memory, large ones in a file.
 */
final class Arrival implements AutoCloseable {
    private static final int SMALL = 1 << 16;
    private static final int BUFFER = 1 << 16;

    private final Content content;
    private final @Nullable Path file;

    private Arrival(Content content, @Nullable Path file) {
        this.content = content;
        this.file = file;
    }

    /**
     * Takes a body in.
     *
     * @param beside a name for a file that is needed until this is closed
     * @throws CacheException when it is not what was said
     */
    static Arrival of(InputStream body, Offer offer, Path beside) throws IOException {
        Arrival arrival = offer.length() <= SMALL ? small(body, offer) : large(body, offer, beside);
        boolean sound = false;
        try {
            arrival.prove(offer);
            sound = true;
            return arrival;
        } finally {
            if (!sound) {
                arrival.close();
            }
        }
    }

    Content content() {
        return content;
    }

    private static Arrival small(InputStream body, Offer offer) throws IOException {
        byte[] bytes = body.readNBytes((int) offer.length() + 1);
        requireLength(offer, bytes.length);
        return new Arrival(Content.of(bytes), null);
    }

    private static Arrival large(InputStream body, Offer offer, Path beside) throws IOException {
        boolean whole = false;
        try {
            requireLength(offer, copy(body, offer.length(), beside));
            whole = true;
            return new Arrival(Content.file(beside), beside);
        } finally {
            if (!whole) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static long copy(InputStream body, long most, Path beside) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
            for (int read = body.read(buffer); read >= 0 && copied <= most; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                copied += read;
            }
        }
        return copied;
    }

    private static void requireLength(Offer offer, long length) {
        if (length != offer.length()) {
            throw refused("it has " + length + " bytes where " + offer.length() + " were said");
        }
    }

    private void prove(Offer offer) {
        StoredDigests found = StoredDigests.of(content);
        if (!(offer.sha256().isEmpty() || offer.sha256().equals(found.sha256()))) {
            throw refused("its SHA-256 is not " + Contract.SHA256);
        }
        if (!(offer.md5().isEmpty() || offer.md5().equals(found.md5()))) {
            throw refused("its MD5 is not " + Contract.MD5);
        }
        boolean same = offer.encoding() == Encoding.RAW
                ? offer.size() == offer.length()
                        && found.sha256().equals(offer.output().hex())
                : unpacksTo(offer);
        if (!same) {
            throw refused("its content is not the output that it is said to be, or not as long");
        }
    }

    /** Unpacks one byte more than was said at most. */
    private boolean unpacksTo(Offer offer) {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream stored = content.open();
                InputStream in = offer.encoding().decode(stored)) {
            for (int read = in.read(buffer); read >= 0 && size <= offer.size(); read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        } catch (IOException e) {
            // What is read is ours, so what cannot be read was never whole.
            throw refused("it is not the zstd that it is said to be");
        }
        return size == offer.size() && OutputId.ofBytes(digest.digest()).equals(offer.output());
    }

    private static CacheException refused(String why) {
        return new CacheException(CacheError.POISONED, "a result is not taken: " + why);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The next process sweeps it away.
            return;
        }
    }
}
