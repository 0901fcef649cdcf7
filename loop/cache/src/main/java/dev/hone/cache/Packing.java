package dev.hone.cache;

import dev.hone.blob.Content;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An output on its way to the shared store: compressed where that makes it smaller, and looked at once more, since what is
 * shared is used by many. A porter does it, if there is one. Else small ones are packed in memory, large ones in a file beside the
 * bodies that arrive.
 */
final class Packing implements AutoCloseable {
    private static final int SMALL = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final PackedOutput output;
    private final @Nullable Path file;

    private Packing(PackedOutput output, @Nullable Path file) {
        this.output = output;
        this.file = file;
    }

    /**
     * Packs a file.
     *
     * @param beside a name for a file that is needed until this is closed
     * @throws CacheException when the file is not the output it should be
     */
    static Packing of(Path kept, ActionRecord record, Path beside, Porter porter) throws IOException {
        PorterLine done = porter.pack(kept, beside).orElse(null);
        if (done == null || done.packed() == null || !done.isDone()) {
            return of(kept, record, beside);
        }
        Path stored = done.packed().smaller() ? beside : kept;
        Packing packing = new Packing(
                new PackedOutput(
                        record.output(),
                        record.size(),
                        done.packed().smaller() ? Encoding.ZSTD : Encoding.RAW,
                        Content.file(stored),
                        "",
                        new PackedOutput.PackedFile(stored, done.packed().digests())),
                beside);
        if (done.bytes() != record.size()
                || !done.sha256().equals(record.output().hex())) {
            packing.close();
            throw damaged(record);
        }
        return packing;
    }

    private static Packing of(Path kept, ActionRecord record, Path beside) throws IOException {
        if (record.size() > SMALL) {
            return large(kept, record, beside);
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(kept)) {
            bytes = in.readNBytes(SMALL + 1);
        }
        require(record, bytes.length, Digests.sha256().digest(bytes));
        return new Packing(small(bytes, record), null);
    }

    PackedOutput output() {
        return output;
    }

    private static PackedOutput small(byte[] bytes, ActionRecord record) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] room = new byte[bytes.length == 0 ? 0 : compressor.maxCompressedLength(bytes.length)];
        int length = bytes.length == 0 ? 0 : compressor.compress(bytes, 0, bytes.length, room, 0, room.length);
        return length < bytes.length
                ? packed(record, Encoding.ZSTD, Content.of(Arrays.copyOf(room, length)))
                : packed(record, Encoding.RAW, Content.of(bytes));
    }

    private static PackedOutput packed(ActionRecord record, Encoding encoding, Content content) {
        return new PackedOutput(record.output(), record.size(), encoding, content, "");
    }

    private static Packing large(Path kept, ActionRecord record, Path beside) throws IOException {
        Packing packing = new Packing(packed(record, Encoding.RAW, Content.file(kept)), beside);
        boolean good = false;
        try {
            compress(kept, record, beside);
            good = true;
        } finally {
            if (!good) {
                packing.close();
            }
        }
        if (Files.size(beside) >= record.size()) {
            return packing;
        }
        return new Packing(packed(record, Encoding.ZSTD, Content.file(beside)), beside);
    }

    private static void compress(Path kept, ActionRecord record, Path beside) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = Files.newInputStream(kept);
                OutputStream out = new ZstdOutputStream(
                        Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                size += read;
            }
        }
        require(record, size, digest.digest());
    }

    private static void require(ActionRecord record, long size, byte[] digest) {
        if (size != record.size() || !OutputId.ofBytes(digest).equals(record.output())) {
            throw damaged(record);
        }
    }

    private static CacheException damaged(ActionRecord record) {
        return new CacheException(
                CacheError.POISONED, "the output " + record.output() + " is damaged here and not shared");
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The sweep of the folder takes it later.
            return;
        }
    }
}
