package dev.hone.gocache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Says what is wrong with settings once an hour for each cache folder, and not once for each go command: a CI job has dozens of
 * those, and one line of each kind says it all. Processes tell each other by the time of a file.
 */
final class Told {
    static final Duration AGAIN = Duration.ofHours(1);

    private static final int DIGITS = 16;

    private final Path folder;
    private final InstantSource clock;

    Told(Path root, InstantSource clock) {
        this.folder = root.resolve("told");
        this.clock = clock;
    }

    /** Says it, unless somebody has said it lately. */
    void once(String what, Consumer<String> user) {
        if (isDue(what)) {
            user.accept(what);
        }
    }

    private boolean isDue(String what) {
        Path file = folder.resolve(Assembly.digest(what).substring(0, DIGITS));
        try {
            FileTime now = FileTime.from(clock.instant());
            Duration age = Duration.between(age(file).toInstant(), now.toInstant());
            if (!age.isNegative() && age.compareTo(AGAIN) < 0) {
                return false;
            }
            Files.createDirectories(folder);
            Files.write(file, new byte[0]);
            Files.setLastModifiedTime(file, now);
        } catch (IOException e) {
            // Rather twice than never.
            return true;
        }
        return true;
    }

    private static FileTime age(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        }
    }
}
