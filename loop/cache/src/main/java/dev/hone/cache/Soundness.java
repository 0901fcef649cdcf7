package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Since when the files of a folder are known to be whole: a process that is killed leaves whole files, a machine that goes
 * down may not.
 *
 * <p>So the folder remembers which run of the machine it was last used in. Where a run cannot be told from the next, each
 * process begins anew.
 */
final class Soundness {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int BUFFER = 1 << 16;

    private Soundness() {}

    /** Files that are older than this have to be looked at. */
    static Instant since(Path state, Instant now) throws IOException {
        String run = run();
        String[] known = known(state).strip().split(" ", -1);
        if (known.length == 2 && !run.isEmpty() && known[0].equals(run)) {
            try {
                return Instant.parse(known[1]);
            } catch (DateTimeParseException e) {
                return remember(state, run, now);
            }
        }
        return remember(state, run, now);
    }

    private static Instant remember(Path state, String run, Instant now) throws IOException {
        Path beside = state.resolveSibling(
                state.getFileName() + "-" + ProcessHandle.current().pid());
        Files.writeString(
                beside,
                run + " " + now + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Files.move(beside, state, StandardCopyOption.ATOMIC_MOVE);
        return now;
    }

    private static String known(Path state) throws IOException {
        try (InputStream in = Files.newInputStream(state, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(200), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String run() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return "";
        }
    }

    static OutputId digest(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return OutputId.ofBytes(digest.digest());
    }
}
