package dev.hone.gocache;

import dev.hone.base.Secret;
import dev.hone.cache.CacheException;
import dev.hone.cache.Seals;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads by which keys results are signed, and whose are used. */
final class SealOptions {
    private static final String SIGNING = "--signing-key";
    private static final String TRUSTED = "--trusted-keys";
    private static final int LARGEST = 1 << 20;

    private SealOptions() {}

    /**
     * The keys that were asked for; a daemon tells settings apart by them.
     *
     * @param signing the text of the key to sign with
     * @param trusted the text of the keys that are trusted besides
     */
    record Texts(@Nullable Secret signing, List<Secret> trusted) {
        Texts {
            trusted = List.copyOf(trusted);
        }

        /** The keys themselves. */
        Seals seals() {
            return Seals.of(signing, trusted);
        }
    }

    static void declare(Declaration declaration) {
        declaration
                .variables(
                        List.of("HONE_CACHE_SIGNING_KEY"),
                        d -> d.option(
                                SIGNING,
                                "FILE",
                                "A key to sign with what is shared: Ed25519 in PEM, or a line of hmac and a secret. Only what is"
                                        + " signed is used then."))
                .variables(
                        List.of("HONE_CACHE_TRUSTED_KEYS"),
                        d -> d.option(TRUSTED, "FILE", "Keys of others whose results are used, in the same forms."));
    }

    /** What was asked for; empty when results need no signature. */
    static Optional<Texts> of(Arguments arguments) {
        Optional<String> signing = arguments.value(SIGNING).filter(file -> !file.isBlank());
        Optional<String> trusted = arguments.value(TRUSTED).filter(file -> !file.isBlank());
        if (signing.isEmpty() && trusted.isEmpty()) {
            return Optional.empty();
        }
        Texts texts = new Texts(
                signing.map(file -> read(SIGNING, file)).orElse(null),
                trusted.map(file -> List.of(read(TRUSTED, file))).orElse(List.of()));
        try {
            texts.seals();
        } catch (CacheException e) {
            throw new UsageException(signing.map(file -> SIGNING + " " + file).orElse("")
                    + (signing.isPresent() && trusted.isPresent() ? ", " : "")
                    + trusted.map(file -> TRUSTED + " " + file).orElse("") + ": " + e.getMessage());
        }
        return Optional.of(texts);
    }

    private static Secret read(String option, String file) {
        try {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                // A daemon is somewhere else than the build.
                throw new UsageException(option + " takes an absolute path, not '" + file + "'");
            }
            if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
                throw new UsageException(option + " " + file + " is no file with keys");
            }
            return Secret.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UsageException(option + " " + file + " cannot be read: " + e);
        }
    }
}
