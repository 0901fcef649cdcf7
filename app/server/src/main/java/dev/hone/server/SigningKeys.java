package dev.hone.server;

import dev.hone.base.Secret;
import dev.hone.pgo.PgoTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key that manifests are signed with: read from its file, or made at the first start. */
final class SigningKeys {
    private SigningKeys() {}

    static PgoTrust trust(@Nullable Path file, SecureRandom random) {
        PgoTrust nobody = PgoTrust.of(List.of());
        return file == null ? nobody : nobody.signingWith(key(file, random));
    }

    private static Secret key(Path file, SecureRandom random) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            create(file, random);
            return Secret.of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key " + file + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** Makes the file if it is not there, readable by its owner only. */
    private static void create(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".signing",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, PgoTrust.newKey(random).reveal());
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key is the one.
        } finally {
            Files.delete(fresh);
        }
    }
}
