package dev.hone.gocache.doctor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What one build hashed into its keys, in a file that another machine may have written.
 *
 * <p>The file is gzip of text: {@code hone build inputs 1}, a line {@code folder PATH}, lines {@code env NAME=VALUE}, an empty line, and
 * go's own lines.
 */
public final class InputLog {
    static final String FIRST = "hone build inputs 1";

    /** So much that a build of ten thousand packages has room. */
    private static final long MOST = 1L << 30;

    private static final int MOST_WORDS = 40;
    private static final int MOST_FACTS = 200;

    private final Path file;
    private final String folder;
    private final Map<String, String> environment;

    private InputLog(Path file, String folder, Map<String, String> environment) {
        this.file = file;
        this.folder = folder;
        this.environment = environment;
    }

    /** Where the build ran. */
    public String folder() {
        return folder;
    }

    /** What {@code go env} said of what counts. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * Reads the beginning of a file.
     *
     * @throws IOException when it is no such file
     */
    public static InputLog open(Path file) throws IOException {
        try (InputStream in = unpacked(file)) {
            BoundedLines lines = new BoundedLines(in, MOST);
            if (!FIRST.equals(lines.next())) {
                throw new IOException("it is not what hone cache doctor --save writes");
            }
            String folder = "";
            Map<String, String> environment = new TreeMap<>();
            for (String line = lines.next(); line != null && !line.isEmpty(); line = lines.next()) {
                if (line.startsWith("folder ")) {
                    folder = line.substring("folder ".length());
                } else if (line.startsWith("env ") && line.indexOf('=') > 0 && environment.size() < MOST_FACTS) {
                    environment.put(line.substring(4, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
            return new InputLog(file, folder, environment);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream packed = Files.newInputStream(file);
        try {
            return new GZIPInputStream(packed, 1 << 16);
        } catch (IOException e) {
            packed.close();
            throw new IOException("it is not what hone cache doctor --save writes: " + e.getMessage(), e);
        }
    }

    /** Hands over each line that says something of a key, in order. */
    void each(Consumer<HashLine> reader) throws IOException {
        try (InputStream in = unpacked(file)) {
            BoundedLines lines = new BoundedLines(in, MOST);
            for (String line = lines.next(); line != null; line = lines.next()) {
                @Nullable HashLine parsed = HashLine.parse(line);
                if (parsed != null) {
                    reader.accept(parsed);
                }
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be read to its end: " + e.getMessage(), e);
        }
    }

    /** What a build said that was not of its keys: the end of it. */
    public record Said(List<String> words) {
        public Said {
            words = List.copyOf(words);
        }
    }

    /** Writes what a build says to a file, as it comes. */
    public static Said record(InputStream build, Path to, String folder, Map<String, String> environment)
            throws IOException {
        Deque<String> words = new ArrayDeque<>();
        try (OutputStream out = new BufferedOutputStream(
                new GZIPOutputStream(
                        Files.newOutputStream(
                                to,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        1 << 16),
                1 << 16)) {
            write(out, FIRST);
            write(out, "folder " + oneLine(folder));
            for (Map.Entry<String, String> fact : environment.entrySet()) {
                write(out, "env " + oneLine(fact.getKey() + "=" + fact.getValue()));
            }
            write(out, "");
            BoundedLines lines = new BoundedLines(build, MOST);
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.startsWith("HASH[")) {
                    write(out, line);
                } else if (!line.startsWith("HASH ")) {
                    words.addLast(line);
                    if (words.size() > MOST_WORDS) {
                        words.removeFirst();
                    }
                }
            }
        }
        return new Said(List.copyOf(words));
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
