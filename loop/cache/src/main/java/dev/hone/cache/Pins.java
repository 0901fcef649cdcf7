package dev.hone.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The outputs that one living build was told of, which nobody may remove before it ends.
 *
 * <p>They stand in a file that is locked for as long as the process lives, so that other processes see them and a dead one's
 * hold nothing. Where no such file can be written, they hold within this process only.
 */
final class Pins implements AutoCloseable {
    private final Path file;
    private final Set<OutputId> held = ConcurrentHashMap.newKeySet();
    private final @Nullable FileChannel channel;
    private final @Nullable FileLock lock;

    private Pins(Path file, @Nullable FileChannel channel, @Nullable FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    static Pins open(Path file) {
        @Nullable FileChannel channel = null;
        try {
            Files.createDirectories(file.getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Pins(file, channel, channel.lock());
        } catch (IOException e) {
            return new Pins(file, channel, null);
        }
    }

    /** From now on nobody removes this output; whoever is about to must have looked before. */
    void hold(OutputId output) {
        if (!held.add(output) || channel == null) {
            return;
        }
        ByteBuffer line = ByteBuffer.wrap((output.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            // A full disk: what was used a moment ago is not removed either.
            return;
        }
    }

    boolean holds(OutputId output) {
        return held.contains(output);
    }

    @Override
    public void close() {
        held.clear();
        try {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Without its lock it holds nothing, and the next eviction removes it.
            return;
        }
    }
}
