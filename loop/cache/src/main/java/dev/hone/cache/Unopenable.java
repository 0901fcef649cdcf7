package dev.hone.cache;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that go sees, of no bytes, and cannot open: the socket of nobody.
 *
 * <p>go takes what {@code go vet} printed for nothing when it is told that it is not there, and the findings are lost. When it is told
 * where it is and cannot open it, it runs vet again. To all else that it might be a companion of, it is as good as not there: go
 * compares the digest.
 */
final class Unopenable {
    /** No body has it. */
    private static final OutputId OUTPUT = new OutputId("0".repeat(64));

    private final Path file;

    Unopenable(Path file) {
        this.file = file;
    }

    /** For go; made when it is first needed. Empty where no such file can be made. */
    Optional<Found> found() {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make();
            }
            return Files.size(file) == 0 && !opens()
                    ? Optional.of(new Found(OUTPUT, 0, Instant.EPOCH, file))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private void make() throws IOException {
        try (ServerSocketChannel nobody = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            nobody.bind(UnixDomainSocketAddress.of(file));
        } catch (IOException e) {
            makeForbidden();
        }
    }

    /** Where a socket's name would be too long, or another process was first. Whoever may read everything opens this one. */
    private void makeForbidden() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        } catch (FileAlreadyExistsException e) {
            // Another process has made it.
            return;
        }
    }

    private boolean opens() {
        try (var in = Files.newInputStream(file)) {
            return in.available() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
