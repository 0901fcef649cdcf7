package dev.hone.server;

import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.server.log.LogFormat;
import dev.hone.server.log.Logs;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/** What is logged, and how: {@code --log-level} and {@code --log-format}. */
final class LogOptions {
    private LogOptions() {}

    static void declare(Declaration declaration, LogFormat usual) {
        declaration
                .option("-l, --log-level", "LEVEL", "debug, info, warn or error (default: info).")
                .option("--log-format", "FORMAT", "text or json (default: " + word(usual) + ").");
    }

    /** Lines for people go to standard error; lines for programs to standard output, where autopgo has them. */
    static void start(Arguments arguments, Terminal terminal, LogFormat usual) {
        LogFormat format = arguments
                .value("--log-format")
                .map(word -> Arrays.stream(LogFormat.values())
                        .filter(known -> word(known).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("--log-format takes text or json, not '" + word + "'")))
                .orElse(usual);
        Logs.start(format, arguments.value("--log-level").orElse("info"), new Lines(terminal, usual == LogFormat.JSON));
    }

    /** Lines for people at a level, for a command whose options are another tool's. */
    static void start(String level, Terminal terminal) {
        Logs.start(LogFormat.TEXT, level, new Lines(terminal, false));
    }

    private static String word(LogFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /** A terminal's output, as a stream of whole lines. */
    private static final class Lines extends OutputStream {
        private final Terminal terminal;
        private final boolean toOut;

        Lines(Terminal terminal, boolean toOut) {
            this.terminal = terminal;
            this.toOut = toOut;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] part = Arrays.copyOfRange(bytes, offset, offset + length);
            if (toOut) {
                terminal.print(part);
                terminal.flush();
            } else {
                terminal.complain(new String(part, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }
}
