package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.command.OrderlyEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A build that names what it compiles ({@code -v}): what it says is handed on while it runs, and its names are counted. */
final class WarmingBuild {
    /** No complaint of go or of a compiler is one word. */
    private static final Pattern PACKAGE = Pattern.compile("[^\\s:#]+");

    private final Consumer<String> progress;
    private final Consumer<String> words;
    private final AtomicLong compiled = new AtomicLong();

    /**
     * Tells what goes on.
     *
     * @param progress is told the packages as they are compiled
     * @param words is told all else, a line each
     */
    WarmingBuild(Consumer<String> progress, Consumer<String> words) {
        this.progress = progress;
        this.words = words;
    }

    /** How many packages were compiled. */
    long compiled() {
        return compiled.get();
    }

    /** The exit code of go. When this process is to end, go ends first. */
    int run(ProcessBuilder builder) {
        try (OrderlyEnd _ = OrderlyEnd.begin()) {
            Process process = builder.redirectOutput(Redirect.DISCARD).start();
            process.getOutputStream().close();
            Thread reader = Thread.ofVirtual().start(() -> read(process));
            try {
                int exit = process.waitFor();
                reader.join();
                return exit;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.BUILD_FAILED, "go could not be run; is it installed and on PATH? " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.BUILD_FAILED, "the build was interrupted", e);
        }
    }

    private void read(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (PACKAGE.matcher(line).matches()) {
                    compiled.incrementAndGet();
                    progress.accept(line);
                } else {
                    words.accept(line);
                }
            }
        } catch (IOException e) {
            // go was ended, and with it what it had to say.
            return;
        }
    }
}
