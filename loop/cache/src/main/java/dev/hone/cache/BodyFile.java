package dev.hone.cache;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a body is being written. When its folder takes no more, because the disk is full or the folder is gone, it goes on among the
 * temporary files of the machine, with what it has so far: go is told a path in any case.
 */
final class BodyFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private Path file;
    private OutputStream out = OutputStream.nullOutputStream();
    private long written;
    private boolean settled;

    /**
     * Begins to write.
     *
     * @param settled whether it has to be this file and no other
     */
    BodyFile(Path file, boolean settled) throws IOException {
        this.file = file;
        this.settled = settled;
        try {
            out = open(file);
        } catch (IOException e) {
            move(e);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Path file() {
        return file;
    }

    void write(byte[] buffer, int count) throws IOException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            move(e);
            out.write(buffer, 0, count);
        }
        written += count;
    }

    private void move(IOException reason) throws IOException {
        if (settled) {
            throw reason;
        }
        settled = true;
        Path from = file;
        out.close();
        try {
            file = Files.createTempFile("hone-cache-", "");
            out = Files.newOutputStream(file);
            copy(from);
        } catch (IOException e) {
            e.addSuppressed(reason);
            throw e;
        } finally {
            Files.deleteIfExists(from);
        }
    }

    /** What was written before: of the last, failed write there may be more. */
    private void copy(Path from) throws IOException {
        if (written == 0) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(from)) {
            long left = written;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(from + " has lost its end");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
