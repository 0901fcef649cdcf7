package dev.hone.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Targets that are listed in a file, which is read at each look. */
public final class FileTargetSource implements TargetSource {
    private static final long LARGEST = 16L << 20;

    private final Path file;
    private final String app;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Targets of a file.
     *
     * @param app of targets that name none; empty when each has to
     */
    public FileTargetSource(Path file, String app) {
        this.file = file;
        this.app = app;
    }

    @Override
    public String name() {
        return "file://" + file;
    }

    @Override
    public Targets look() {
        return read().targets(name(), app);
    }

    /** The server that the file says profiles go to; only the form of autopgo's first releases has one. */
    public Optional<String> server() {
        return Optional.of(read().server()).filter(server -> !server.isEmpty());
    }

    private TargetFile read() {
        if (closed.get()) {
            throw new TargetException(TargetError.CLOSED, name() + " was closed");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new TargetException(TargetError.TOO_LARGE, file + " is larger than 16 MiB");
            }
            return TargetFile.parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new TargetException(TargetError.MISCONFIGURED, file + " is not there", e);
        } catch (IOException e) {
            throw new TargetException(TargetError.UNAVAILABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Health check() {
        try {
            look();
            return Health.GOOD;
        } catch (TargetException e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
