package dev.hone.gocache;

import dev.hone.kit.ServerProcess;
import dev.hone.kit.Versity;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A bucket of a real S3 server, and what a machine is told that shares it. */
final class TestBucket implements AutoCloseable {
    private static final String NAME = "go-cache";

    private final ServerProcess server;
    private final Path objects;

    private TestBucket(ServerProcess server, Path objects) {
        this.server = server;
        this.objects = objects;
    }

    /** With further options of the server, which has all that it keeps in the folder. */
    static TestBucket start(Path folder, String... options) {
        Path objects = Versity.bucket(folder, NAME);
        return new TestBucket(Versity.start(folder, System.getenv(), options), objects);
    }

    int port() {
        return server.port();
    }

    /** What it has, as files. */
    Path objects() {
        return objects;
    }

    /**
     * All but the keys; to be added to.
     *
     * @param home where all machines of a test live; what they share is named after it
     * @param port the bucket's, or that of somebody who stands before it
     */
    static Map<String, String> variables(Path home, String machine, int port) {
        return new TreeMap<>(Map.of(
                "CACHEPROG_REMOTE_STORAGE_TYPE",
                "s3",
                "CACHEPROG_S3_BUCKET",
                NAME,
                "CACHEPROG_S3_REGION",
                "us-east-1",
                "CACHEPROG_S3_PREFIX",
                home.getFileName().toString(),
                "CACHEPROG_S3_ENDPOINT",
                "minio+http://127.0.0.1:" + port,
                "CACHEPROG_REMOTE_GET_TIMEOUT",
                "60s",
                "CACHEPROG_REMOTE_PUT_TIMEOUT",
                "60s",
                "HOME",
                home.toString(),
                "HONE_CACHE_DIR",
                home.resolve(machine).toString()));
    }

    /** The same with keys that do not end. */
    static Map<String, String> variablesWithKeys(Path home, String machine, int port) {
        Map<String, String> variables = variables(home, machine, port);
        variables.put("CACHEPROG_S3_ACCESS_KEY_ID", Versity.KEY);
        variables.put("CACHEPROG_S3_ACCESS_KEY_SECRET", Versity.SECRET);
        return variables;
    }

    @Override
    public void close() {
        server.close();
    }
}
