package dev.hone.gocache;

import dev.hone.cache.RemoteChoice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells which go command is served, for its report. */
final class WhichBuild {
    private static final int LONGEST = 100;

    private WhichBuild() {}

    /**
     * @param go the go command; null where it cannot be seen
     * @param by {@code daemon} or {@code direct}
     */
    static BuildReport.Facts of(
            Instant begun, @Nullable ProcessHandle go, String folder, String by, CacheOptions options) {
        return new BuildReport.Facts(
                begun,
                go == null ? "" : command(go),
                folder,
                by,
                store(options.remote()),
                options.mode().name().toLowerCase(Locale.ROOT));
    }

    /** The program and its first word, such as {@code go build}: later words may hold what nobody else is to read. */
    private static String command(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        String program = info.command().map(WhichBuild::name).orElse("");
        String word = info.arguments()
                .filter(words -> words.length > 0 && words[0].matches("[a-z-]{1,30}"))
                .map(words -> " " + words[0])
                .orElse("");
        String command = program + word;
        return command.length() > LONGEST ? command.substring(0, LONGEST) : command;
    }

    private static String name(String program) {
        try {
            Path name = Path.of(program).getFileName();
            return name == null ? "" : name.toString();
        } catch (InvalidPathException e) {
            return "";
        }
    }

    /** A store without its secrets; empty for none. */
    static String store(RemoteChoice remote) {
        return switch (remote) {
            case RemoteChoice.Disabled disabled -> "";
            case RemoteChoice.Http http ->
                http.settings().base().getScheme() + "://"
                        + http.settings().base().getAuthority().replaceFirst(".*@", "")
                        + http.settings().base().getPath();
            case RemoteChoice.S3 s3 ->
                s3.url().replaceFirst("[?].*", "") + (s3.prefix().isEmpty() ? "" : "/" + s3.prefix());
        };
    }
}
