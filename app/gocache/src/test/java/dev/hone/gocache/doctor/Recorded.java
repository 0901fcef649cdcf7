package dev.hone.gocache.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What builds would say, written down. */
final class Recorded {
    private Recorded() {}

    static InputLog log(Path folder, String where, String... lines) throws IOException {
        return log(folder, where, Map.of(), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static InputLog log(Path folder, String where, Map<String, String> environment, byte[] said) throws IOException {
        Path file = Files.createTempFile(folder, "log", "");
        InputLog.record(new ByteArrayInputStream(said), file, where, environment);
        return InputLog.open(file);
    }

    /** A key of these inputs, of which the digest is told by a number. */
    static String key(String name, int digest, String... inputs) {
        StringBuilder lines = new StringBuilder("HASH[" + name + "]\n");
        for (String input : inputs) {
            lines.append("HASH[").append(name).append("]: \"").append(input).append("\"\n");
        }
        return lines + "HASH[" + name + "]: "
                + "%064x".formatted(digest).replaceFirst("^0{16}", "%016x".formatted(digest));
    }
}
