package dev.hone.command;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;

/** Where a command reads and writes, and what is known about who reads it. */
public final class Terminal {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 200;
    private static final int USUAL = 100;

    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final Facts facts;
    private final LongSupplier nanoClock;

    public Terminal(InputStream in, OutputStream out, OutputStream err, Facts facts, LongSupplier nanoClock) {
        this.in = in;
        this.out = new BufferedOutputStream(out, 1 << 14);
        this.err = err;
        this.facts = facts;
        this.nanoClock = nanoClock;
    }

    /**
     * What the launcher and the environment say.
     *
     * @param outIsTerminal whether a person reads standard output
     * @param errIsTerminal whether a person reads standard error
     * @param color whether colours are wanted on standard output
     * @param width columns to fill
     * @param environment the variables of the process
     */
    public record Facts(
            boolean outIsTerminal, boolean errIsTerminal, boolean color, int width, Map<String, String> environment) {

        /** The launcher tests for terminals, which it can for free, and passes on what it found. */
        public static Facts of(Properties properties, Map<String, String> environment) {
            boolean out = Boolean.parseBoolean(properties.getProperty("hone.tty.out"));
            boolean err = Boolean.parseBoolean(properties.getProperty("hone.tty.err"));
            boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                    || "dumb".equals(environment.getOrDefault("TERM", "dumb"));
            return new Facts(out, err, out && !plain, width(environment), environment);
        }

        private static int width(Map<String, String> environment) {
            String columns = environment.getOrDefault("COLUMNS", "");
            if (!columns.matches("[0-9]{1,4}")) {
                return USUAL;
            }
            return Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST);
        }
    }

    /** Whoever read our output stopped reading. */
    static final class ClosedPipe extends RuntimeException {
        private static final long serialVersionUID = 1;

        ClosedPipe(IOException cause) {
            super(cause);
        }
    }

    /** Standard output could not be written: the disk is full, or it is closed. */
    private static final class NotPrinted extends HoneException {
        private static final long serialVersionUID = 1;

        NotPrinted(IOException cause) {
            super(Code.NOT_PRINTED, "writing to standard output failed: " + cause.getMessage(), cause);
        }

        private enum Code implements ErrorCode {
            NOT_PRINTED;

            @Override
            public Kind kind() {
                return Kind.ENVIRONMENT;
            }
        }
    }

    private static RuntimeException failure(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe") ? new ClosedPipe(e) : new NotPrinted(e);
    }

    public InputStream in() {
        return in;
    }

    public Facts facts() {
        return facts;
    }

    public LongSupplier nanoClock() {
        return nanoClock;
    }

    /** Writes to standard output, buffered. */
    public void print(String text) {
        print(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes to standard output, buffered. */
    public void print(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Standard output as a stream. To close it closes nothing. */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                print(new byte[] {(byte) one});
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                print(Arrays.copyOfRange(bytes, offset, offset + count));
            }

            @Override
            public void flush() {
                Terminal.this.flush();
            }
        };
    }

    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes to standard error at once; when nobody can read it, there is nobody to tell. */
    public void complain(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException ignored) {
            // Nobody reads it.
        }
    }

    /** Tells on standard error what went wrong. Whatever words of others are in it, nothing moves the cursor. */
    public void error(String text) {
        complain("hone: " + visible(text) + "\n");
    }

    /** The text with all that is not seen written out, but for the lines it has. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\t' || !isHidden(c)) {
                visible.append(c);
            } else {
                visible.append(String.format("\\u%04x", (int) c));
            }
        }
        return visible.toString();
    }

    private static boolean isHidden(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    public String bold(String text) {
        return facts.color() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    public String dim(String text) {
        return facts.color() ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
