package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.pgo.PgoException;
import dev.hone.pgo.PruneFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** autopgo's file of what to leave out: {@code --prune}. */
final class PruneFiles {
    private PruneFiles() {}

    static void declare(Declaration declaration) {
        declaration.option("--prune", "FILE", "Rules in autopgo's form that say which functions to leave out.");
    }

    /** The file that was named; one that is missing or wrong ends the start, and not some upload later. */
    static PruneFile read(Arguments arguments) {
        Optional<String> file = arguments.value("--prune");
        if (file.isEmpty()) {
            return PruneFile.NONE;
        }
        try {
            return PruneFile.parse(Files.readString(Path.of(file.get())));
        } catch (IOException e) {
            throw new UsageException("--prune: " + file.get() + " cannot be read: " + e.getMessage());
        } catch (PgoException e) {
            throw new UsageException("--prune: " + file.get() + ": " + e.getMessage());
        }
    }
}
