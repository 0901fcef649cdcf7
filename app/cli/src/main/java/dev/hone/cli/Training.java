package dev.hone.cli;

import java.util.List;

/**
 * Runs what people run most, so that a start-up cache made of this process holds the classes they need.
 *
 * <p>Who makes the cache throws the output away.
 */
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
                List.of("profile", "top", "--focus=main", sample),
                List.of("profile", "tree", sample),
                List.of("profile", "diff", sample, sample),
                List.of("profile", "edges", sample),
                List.of("profile", "check", sample),
                List.of("profile", "check", "--json", sample),
                List.of("profile", "drift", sample, sample),
                List.of("profile", "digest", sample),
                List.of("profile", "preprofile", sample),
                List.of("profile", "merge", sample, sample, "-o", "-"),
                List.of("profile", "canonical", sample, "-o", "-"),
                List.of("profile", "top", sample + ".missing"),
                List.of("profil"));
        commands.forEach(command -> Main.run(command.toArray(String[]::new)));
    }
}
