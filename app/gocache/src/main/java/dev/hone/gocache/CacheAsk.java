package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code hone cache status} and {@code hone cache stop}: a word with the daemon, if there is one. */
final class CacheAsk implements Command {
    private static final int LONGEST_ANSWER = 1 << 20;

    private final String word;
    private final String description;

    private CacheAsk(String word, String description) {
        this.word = word;
        this.description = description;
    }

    static CacheAsk status() {
        return new CacheAsk(
                "status", "Say whether a daemon is running for the cache folder, and what it has done so far.");
    }

    static CacheAsk stop() {
        return new CacheAsk(
                "stop",
                "End the daemon of the cache folder: it takes in no more go commands and goes when the last has ended.");
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(description)
                .option(
                        CacheRoot.OPTION,
                        "DIR",
                        "The folder of the cache (default: HONE_CACHE_DIR, or ~/.cache/hone/go).")
                .flag("--json", "Print JSON.")
                .examples("  hone cache " + word);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        Map<String, String> environment = terminal.facts().environment();
        Path root = CacheRoot.of(arguments.value(CacheRoot.OPTION).orElse(""), environment);
        Optional<String> answer = ask(root, environment);
        if (arguments.flag("--json")) {
            terminal.print(answer.orElse("{\"folder\":null}") + "\n");
        } else {
            terminal.print(answer.map(line -> DaemonStatus.parse(line).text(word.equals("stop")))
                    .orElse("no daemon is running for " + root + "\n"));
        }
        return answer.isPresent() ? ExitCode.FINE : ExitCode.NO;
    }

    private Optional<String> ask(Path root, Map<String, String> environment) {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        String hello = "{\"Hone\":" + ShimHello.PROTOCOL + ",\"Version\":\"" + Version.current() + "\",\"Ask\":\""
                + word + "\"}\n";
        try (SocketChannel channel = CacheSocket.of(root, environment).connect();
                InputStream in = Channels.newInputStream(channel)) {
            channel.write(ByteBuffer.wrap(hello.getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip());
        } catch (SocketException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "the daemon cannot be asked: " + e.getMessage(), e);
        }
    }
}
