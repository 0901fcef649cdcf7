package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.kit.ServerProcess;
import dev.hone.kit.Versity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that share a bucket of a real S3 server, put together from cacheprog's variables. */
@Tag("server")
final class SharedBucketTest {
    private static final byte[] BODY = "what a step gave, what a step gave".getBytes(StandardCharsets.UTF_8);

    private static TestBucket bucket;

    @TempDir
    private Path folder;

    private final Heard told = new Heard();

    @BeforeAll
    static void start(@TempDir Path data) {
        bucket = TestBucket.start(data);
    }

    @AfterAll
    static void stop() {
        if (bucket != null) {
            bucket.close();
        }
    }

    /** A go command of its own machine, which asks these lines; what it is answered. */
    private String go(String machine, Map<String, String> more, String... requests) throws InterruptedException {
        Map<String, String> variables = TestBucket.variables(folder, machine, bucket.port());
        variables.remove("CACHEPROG_S3_REGION"); // the bucket is asked
        variables.put("CACHEPROG_S3_PREFIX", "{% env.TEAM %}/x");
        variables.put("TEAM", "red");
        variables.put("AWS_ACCESS_KEY_ID", Versity.KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", Versity.SECRET);
        variables.putAll(more);
        CacheOptions read = CacheOptions.read(List.of(), variables, Assembly.platform());
        CacheSurroundings world = new CacheSurroundings(InstantSource.system(), System::nanoTime, new SecureRandom());
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Assembly assembly = Assembly.of(read, world, told)) {
            List<String> lines = new ArrayList<>(List.of(requests));
            lines.add("{\"ID\":9,\"Command\":\"close\"}\n\n");
            assembly.cache()
                    .session(read.mode(), told)
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
        assertThat(told.warnings()).isEmpty();
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
        assertThat(told.warnings()).singleElement().asString().contains("look at the credentials");
        assertThat(told.calls()).noneMatch(call -> call.outcome() == Outcome.DONE);
    }

    @Test
    void put_whileTheServerIsAway_isBroughtByTheNextBuild() throws InterruptedException {
        int nobody = ServerProcess.freePort();
        go("one", Map.of("CACHEPROG_S3_ENDPOINT", "http://127.0.0.1:" + nobody), put("later", BODY));
        assertThat(told.warnings()).hasSize(1);

        // The same store by another name is another store: what waits for one is not brought to the other.
        go("one", Map.of(), get("other"));

        assertThat(go("two", Map.of(), get("later"))).contains("\"Miss\":true");
    }
}
