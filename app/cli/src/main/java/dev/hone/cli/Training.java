package dev.hone.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Runs what people run most, so that a start-up cache made of this process holds the classes they need. */
final class Training {
    private Training() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: Training PROFILE");
        }
        String sample = args[0];
        List<List<String>> commands = List.of(
                List.of("--version"),
                List.of("--help"),
                List.of("help", "profile", "top"),
                List.of("profile", "info", sample),
                List.of("profile", "info", sample, sample),
                List.of("profile", "info", "--json", sample),
                List.of("profile", "top", sample),
                List.of("profile", "top", "--json", sample),
                List.of("profile", "top", sample + ".missing"),
                List.of("profil"));
        for (List<String> command : commands) {
            Terminal silent = new Terminal(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream(),
                    new Terminal.Facts(false, false, false, 100, Map.of()),
                    System::nanoTime);
            new Hone(silent).run(command.toArray(String[]::new));
        }
    }
}
