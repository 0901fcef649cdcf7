package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.server.http.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** pgo-fleet's two files of keys: one key a line, and behind it, if the key is for another app than usual, the app. */
public final class KeyLists implements FleetKeys {
    private static final String BEARER = "Bearer ";

    private final List<Line> submit;
    private final List<Line> merge;

    private record Line(String key, AppName app) {}

    private KeyLists(List<Line> submit, List<Line> merge) {
        this.submit = submit;
        this.merge = merge;
    }

    /**
     * Reads both files, once.
     *
     * @throws IOException when one cannot be read
     */
    public static KeyLists read(Path submit, Path merge) throws IOException {
        return new KeyLists(lines(submit), lines(merge));
    }

    private static List<Line> lines(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 2 || (words.length == 2 && !AppName.isName(words[1]))) {
                throw new IOException("line " + (lines.size() + 1) + " is not KEY or KEY app");
            }
            if (!words[0].isEmpty()) {
                lines.add(new Line(words[0], words.length == 2 ? AppName.of(words[1]) : USUAL));
            }
        }
        return List.copyOf(lines);
    }

    @Override
    public Optional<AppName> submitter(Call call) {
        return find(submit, call);
    }

    @Override
    public Optional<AppName> merger(Call call) {
        return find(merge, call);
    }

    private static Optional<AppName> find(List<Line> lines, Call call) {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        byte[] presented = header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        Optional<AppName> found = Optional.empty();
        for (Line line : lines) {
            // All lines are compared, so that the time tells nothing.
            boolean same = MessageDigest.isEqual(line.key().getBytes(StandardCharsets.UTF_8), presented);
            found = same ? Optional.of(line.app()) : found;
        }
        return found;
    }
}
