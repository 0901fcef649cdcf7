package dev.hone.gocache;

import dev.hone.command.Terminal;
import java.io.OutputStream;
import java.util.Arrays;

/** The standard output of a process as a stream. */
final class StandardOutput extends OutputStream {
    private final Terminal terminal;

    StandardOutput(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int one) {
        terminal.print(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        terminal.print(Arrays.copyOfRange(bytes, offset, offset + count));
    }

    @Override
    public void flush() {
        terminal.flush();
    }
}
