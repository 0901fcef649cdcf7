package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.kit.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that share a bucket of a real S3 server, put together from cacheprog's variables. */
@Tag("server")
final class SharedBucketTest {
    private static final String KEY = "hone-tests";
    private static final String SECRET = "not-a-secret-at-all";
    private static final byte[] BODY = "what a step gave, what a step gave".getBytes(StandardCharsets.UTF_8);

    private static ServerProcess server;

    @TempDir
    private Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<RemoteCall> calls = new CopyOnWriteArrayList<>();

    private final CacheListener listener = new CacheListener() {
        @Override
        public void onWarning(String what) {
            warnings.add(what);
        }

        @Override
        public void onRemote(RemoteCall call) {
            calls.add(call);
        }
    };

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        Files.createDirectories(data.resolve("data").resolve("go-cache"));
        int port = ServerProcess.freePort();
        server = ServerProcess.start(
                List.of(
                        ServerProcess.program("versitygw", System.getenv()).toString(),
                        "--port",
                        "127.0.0.1:" + port,
                        "--region",
                        "us-east-1",
                        "--quiet",
                        "posix",
                        data.resolve("data").toString()),
                Map.of("ROOT_ACCESS_KEY", KEY, "ROOT_SECRET_KEY", SECRET),
                port,
                data);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A go command of its own machine, which asks these lines; what it is answered. */
    private String go(String machine, Map<String, String> more, String... requests) throws InterruptedException {
        Map<String, String> variables = new HashMap<>(Map.of(
                "HOME",
                folder.toString(),
                "HONE_CACHE_DIR",
                folder.resolve(machine).toString(),
                "CACHEPROG_REMOTE_STORAGE_TYPE",
                "s3",
                "CACHEPROG_S3_BUCKET",
                "go-cache",
                "CACHEPROG_S3_PREFIX",
                "{% env.TEAM %}/x",
                "TEAM",
                "red",
                "CACHEPROG_S3_ENDPOINT",
                "minio+http://127.0.0.1:" + server.port(),
                "AWS_ACCESS_KEY_ID",
                KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET));
        variables.put("CACHEPROG_REMOTE_GET_TIMEOUT", "30s");
        variables.putAll(more);
        CacheOptions read = CacheOptions.read(List.of(), variables, Assembly.platform());
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Assembly assembly = Assembly.of(read, world, listener)) {
            List<String> lines = new ArrayList<>(List.of(requests));
            lines.add("{\"ID\":9,\"Command\":\"close\"}\n\n");
            assembly.cache()
                    .session(read.mode(), listener)
                    .serve(
                            new ByteArrayInputStream(String.join("", lines).getBytes(StandardCharsets.UTF_8)),
                            answers,
                            Duration.ofSeconds(30));
        }
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String action(String name) {
        return base64(sha256(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String put(String action, byte[] body) {
        return "{\"ID\":1,\"Command\":\"put\",\"ActionID\":\"" + action(action) + "\",\"OutputID\":\""
                + base64(sha256(body)) + "\",\"BodySize\":" + body.length + "}\n\n\"" + base64(body) + "\"\n";
    }

    private static String get(String action) {
        return "{\"ID\":2,\"Command\":\"get\",\"ActionID\":\"" + action(action) + "\"}\n\n";
    }

    @Test
    void get_onAnotherMachine_findsWhatOnePut() throws InterruptedException {
        go("one", Map.of(), put("step", BODY));

        assertThat(go("two", Map.of(), get("step"))).contains("\"Size\":" + BODY.length, base64(sha256(BODY)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void put_inReadMode_staysOnThisMachine() throws InterruptedException {
        go("one", Map.of("CACHEPROG_DISABLE_PUT", "true"), put("private", BODY));

        assertThat(go("one", Map.of(), get("private"))).contains("\"DiskPath\"");
        assertThat(go("two", Map.of(), get("private"))).contains("\"Miss\":true");
    }

    @Test
    void get_inRefreshMode_isAMiss_andThePutReplaces() throws InterruptedException {
        byte[] newer = "newer".getBytes(StandardCharsets.UTF_8);
        go("one", Map.of(), put("again", BODY));

        String answers = go("two", Map.of("CACHEPROG_DISABLE_GET", "true"), get("again"), put("again", newer));

        assertThat(answers).contains("\"Miss\":true");
        assertThat(go("three", Map.of(), get("again"))).contains(base64(sha256(newer)));
    }

    @Test
    void get_withWrongKeys_isAMiss_andOneWarning() throws InterruptedException {
        String answers =
                go("two", Map.of("AWS_SECRET_ACCESS_KEY", "wrong"), get("a"), get("b"), get("c"), put("d", BODY));

        assertThat(answers).contains("\"Miss\":true").doesNotContain("\"Err\":");
        assertThat(warnings).singleElement().asString().contains("look at the credentials");
        assertThat(calls).noneMatch(call -> call.outcome() == Outcome.DONE);
    }

    @Test
    void put_whileTheServerIsAway_isBroughtByTheNextBuild() throws InterruptedException {
        int nobody = ServerProcess.freePort();
        go("one", Map.of("CACHEPROG_S3_ENDPOINT", "http://127.0.0.1:" + nobody), put("later", BODY));
        assertThat(warnings).hasSize(1);

        // The same store by another name is another store: what waits for one is not brought to the other.
        go("one", Map.of(), get("other"));

        assertThat(go("two", Map.of(), get("later"))).contains("\"Miss\":true");
    }
}
