package dev.hone.server;

import dev.hone.intake.Origin;
import dev.hone.pgo.PgoException;
import dev.hone.pgo.PgoStage;
import dev.hone.server.pgo.FleetKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Takes over what pgo-fleet's collector left in its folder. What was taken is moved aside, so that it counts once. */
final class TakeOver {
    private final Path directory;

    TakeOver(Path directory) {
        this.directory = directory;
    }

    void run(PgoStage stage) {
        try {
            Path aside = directory.resolve("hone").resolve("taken-over");
            for (Path file : profiles()) {
                take(stage, file, aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("taking over " + directory + " failed: " + e.getMessage(), e);
        }
    }

    private List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pgo") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static void take(PgoStage stage, Path file, Path aside) throws IOException {
        try {
            stage.accept(FleetKeys.USUAL, Files.readAllBytes(file), Origin.UNKNOWN);
            Files.createDirectories(aside);
            Files.move(file, aside.resolve(file.getFileName()));
        } catch (PgoException e) {
            StandIn.LOG.warn("{} is not taken over: {}", file, e.getMessage());
        }
    }
}
