package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.pgo.PgoException;
import dev.hone.pgo.PruneFile;
import dev.hone.server.reload.ReloadListener;
import dev.hone.server.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** autopgo's file of what to leave out: {@code --prune}. */
final class PruneFiles {
    private PruneFiles() {}

    static void declare(Declaration declaration) {
        declaration.option(
                "--prune",
                "FILE",
                "Rules in autopgo's form that say which functions to leave out. Read again when it changes.");
    }

    /** The file that was named; one that is missing or wrong ends the start, and not some upload later. */
    static @Nullable Path file(Arguments arguments) {
        Path file = arguments.value("--prune").map(Path::of).orElse(null);
        if (file != null) {
            read(file);
        }
        return file;
    }

    /** What the file says, whenever somebody asks; nothing without one. */
    static Supplier<PruneFile> watched(
            @Nullable Path file, LongSupplier nanoClock, ReloadListener<PruneFile> listener) {
        return file == null ? () -> PruneFile.NONE : Reloaded.of(file, PruneFiles::read, nanoClock, listener);
    }

    private static PruneFile read(Path file) {
        try {
            return PruneFile.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("--prune: " + file + " cannot be read: " + e.getMessage());
        } catch (PgoException e) {
            throw new UsageException("--prune: " + file + ": " + e.getMessage());
        }
    }
}
