package dev.hone.gocache;

import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the daemon of a folder something about itself. */
record DaemonCall(Path root, Map<String, String> environment) {
    private static final int LONGEST_ANSWER = 1 << 20;

    static DaemonCall of(Path root, Map<String, String> environment) {
        return new DaemonCall(root, environment);
    }

    /** The daemon's answer, a line of JSON; empty when there is no daemon. */
    Optional<String> ask(String word, List<String> arguments) {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (SocketChannel channel = CacheSocket.of(root, environment).connect();
                InputStream in = Channels.newInputStream(channel)) {
            channel.write(ByteBuffer.wrap(question(word, arguments).getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip());
        } catch (SocketException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CacheException(CacheError.UNUSABLE_FOLDER, "the daemon cannot be asked: " + e.getMessage(), e);
        }
    }

    private static String question(String word, List<String> arguments) {
        return JsonLine.of(json -> {
            json.writeNumberProperty("Hone", ShimHello.PROTOCOL);
            json.writeStringProperty("Version", Version.current());
            json.writeStringProperty("Ask", word);
            json.writeName("Args").writeStartArray();
            arguments.forEach(json::writeString);
            json.writeEndArray();
        });
    }
}
