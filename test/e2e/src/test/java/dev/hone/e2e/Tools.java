package dev.hone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The few programs that a launcher may call. */
final class Tools {
    private static final List<String> NEEDED = List.of(
            "cut", "find", "mkdir", "mv", "readlink", "rm", "sha256sum", "shasum", "stat", "touch", "cat", "ln");

    private Tools() {}

    /** A folder for PATH that holds them and no Java. */
    static Path withoutJava(Path temporary) {
        Path folder = temporary.resolve("tools");
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                for (String tool : NEEDED) {
                    forward(folder, tool);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forward(Path folder, String tool) throws IOException {
        for (String place : System.getenv("PATH").split(":", -1)) {
            Path program = Path.of(place, tool);
            if (Files.isExecutable(program)) {
                Files.writeString(folder.resolve(tool), "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
                Folder.makeExecutable(folder.resolve(tool));
                return;
            }
        }
    }
}
