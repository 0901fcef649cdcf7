package dev.hone.e2e;

import dev.hone.kit.ServerProcess;
import dev.hone.kit.Versity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A bucket of versitygw, which keeps it as a folder: tests look into it behind the server's back. */
final class Bucket implements AutoCloseable {
    /** What a process needs to get at it. */
    static final Map<String, String> KEYS = Map.of(
            "AWS_ACCESS_KEY_ID", Versity.KEY, "AWS_SECRET_ACCESS_KEY", Versity.SECRET, "AWS_REGION", "us-east-1");

    static final String NAME = "profiles";

    private final ServerProcess server;
    private final Path objects;

    private Bucket(ServerProcess server, Path objects) {
        this.server = server;
        this.objects = objects;
    }

    static Bucket start(Path folder) {
        Path objects = Versity.bucket(folder, NAME);
        return new Bucket(Versity.start(folder, System.getenv()), objects);
    }

    /** The bucket as autopgo is told it. */
    String url() {
        return "s3://" + NAME + "?endpoint=" + address() + "&use_path_style=true&disable_https=true";
    }

    URI address() {
        return HoneProcess.address(server);
    }

    /** The keys of all objects. */
    List<String> keys() {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> objects.relativize(file).toString())
                    .filter(key -> !key.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(String key) {
        try {
            return Files.readAllBytes(objects.resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object's bytes; empty when there is none. */
    Optional<byte[]> find(String key) {
        try {
            return Optional.of(Files.readAllBytes(objects.resolve(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String key) {
        try {
            Files.delete(objects.resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server keeps about an object: its content type and the like. */
    String about(String key, String attribute) {
        try {
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(objects.resolve(key), UserDefinedFileAttributeView.class);
            if (!view.list().contains(attribute)) {
                return "";
            }
            ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
            int size = view.read(attribute, value);
            return new String(value.array(), 0, size, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> attributes(String key) {
        try {
            return Files.getFileAttributeView(objects.resolve(key), UserDefinedFileAttributeView.class).list().stream()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
