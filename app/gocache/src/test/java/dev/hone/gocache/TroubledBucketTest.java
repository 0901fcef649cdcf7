package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.hone.cache.CacheMode;
import dev.hone.kit.Versity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket whose keys end in mid-build, and one that has another time: the build goes on hitting. versitygw looks at each signature. */
@Tag("server")
final class TroubledBucketTest {
    private static final int STEPS = 40;

    private static TestBucket bucket;

    @TempDir
    private Path folder;

    private final Heard told = new Heard();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer keys;
    private volatile String id = "first";
    private volatile String expiration = "";

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        Path accounts = Files.createDirectories(data.resolve("accounts"));
        Files.writeString(
                accounts.resolve("users.json"),
                Stream.of("first", "second", "third")
                        .map(id -> "\"%s\":{\"access\":\"%s\",\"secret\":\"%s\",\"role\":\"admin\"}"
                                .formatted(id, id, Versity.SECRET))
                        .collect(Collectors.joining(",", "{\"accessAccounts\":{", "}}")));
        bucket = TestBucket.start(data, "--iam-dir", accounts.toString());
    }

    @AfterAll
    static void stop() {
        if (bucket != null) {
            bucket.close();
        }
    }

    /** Gives the keys of this moment. */
    @BeforeEach
    void giveKeys() throws IOException {
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            String end = expiration.isEmpty() ? "" : ",\"Expiration\":\"" + expiration + "\"";
            byte[] answer = ("{\"AccessKeyId\":\"" + id + "\",\"SecretAccessKey\":\"" + Versity.SECRET + "\"" + end
                            + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        keys.start();
    }

    @AfterEach
    void end() {
        keys.stop(0);
    }

    private void machine(String name, int port, boolean carried, Consumer<Assembly> builds) {
        Map<String, String> variables = TestBucket.variables(folder, name, port);
        variables.put(
                "CACHEPROG_S3_CREDENTIALS_ENDPOINT",
                "http://127.0.0.1:" + keys.getAddress().getPort() + "/keys");
        BuildMachine.run(variables, carried, told, builds);
    }

    private StepConversation talk(Assembly assembly, Consumer<StepConversation> steps) {
        return StepConversation.held(assembly.cache().session(CacheMode.RW, told), steps);
    }

    private void share(int from, int to) {
        machine("sharing", bucket.port(), false, assembly -> give(assembly, from, to));
    }

    /** Builds steps, and has their results brought to the bucket. */
    private void give(Assembly assembly, int from, int to) {
        talk(assembly, all -> IntStream.range(from, to).forEach(all::put));
        assertThat(assembly.cache().drain(Duration.ofMinutes(1)))
                .as("%s", told.warnings())
                .isZero();
    }

    private void take(Assembly assembly, int from, int to) {
        assertThat(talk(assembly, all -> IntStream.range(from, to).forEach(all::get))
                        .hits())
                .hasSize(to - from);
    }

    /** Nobody was warned, and the bucket has these steps' results. */
    private void requireShared(int from, int to) {
        assertThat(told.warnings()).isEmpty();
        machine("another", bucket.port(), false, assembly -> take(assembly, from, to));
    }

    /** An answer to whoever comes with keys that are no longer the ones of this moment, once the third are given. */
    private Optional<byte[]> expired(String head) {
        return id.equals("third") && !head.contains("credential=third/")
                ? Optional.of(failure("400 Bad Request", "", "ExpiredToken"))
                : Optional.empty();
    }

    private static byte[] failure(String status, String headers, String code) {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code></Error>";
        return AnsweringFront.answer(
                status, headers + "Content-Type: application/xml\r\n", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_whoseTokenExpires_goesOnWithTheNextOne(boolean carried) {
        assumeTrue(!carried || Files.isExecutable(BuildMachine.PORTER), "dist/shim builds the porter");
        share(0, STEPS);
        id = "second";
        try (AnsweringFront front = new AnsweringFront(bucket.port(), this::expired)) {
            machine("building", front.port(), carried, assembly -> {
                take(assembly, 0, STEPS / 2);
                // Nobody said when it would end.
                id = "third";
                take(assembly, STEPS / 2, STEPS);
                give(assembly, STEPS, STEPS + 1);
            });
            assertThat(front.answered()).isPositive();
        }
        requireShared(STEPS, STEPS + 1);
    }

    @Test
    void upload_whoseTokenExpired_goesOnWithTheNextOne() {
        try (AnsweringFront front = new AnsweringFront(bucket.port(), this::expired)) {
            machine("building", front.port(), false, assembly -> {
                give(assembly, 100, 101);
                id = "third";
                give(assembly, 101, 110);
            });
            assertThat(front.answered()).isPositive();
        }
        requireShared(100, 110);
    }

    @Test
    void keys_thatEndSoon_areAskedForAgainAndNotForEachResult() {
        share(200, 200 + STEPS);
        asked.set(0);
        expiration = Instant.now().plus(Duration.ofMinutes(3)).toString();
        machine("building", bucket.port(), false, assembly -> take(assembly, 200, 200 + STEPS));
        assertThat(asked.get()).isBetween(1, 3);
        assertThat(told.warnings()).isEmpty();
    }

    /** versitygw takes and gives nothing that is not signed as it should be. */
    @Test
    void results_withAPorter_areMovedByItAndNobodyElse() {
        assumeTrue(Files.isExecutable(BuildMachine.PORTER), "dist/shim builds the porter");
        List<String> heads = new CopyOnWriteArrayList<>();
        Function<String, Optional<byte[]>> heard = head -> {
            heads.add(head);
            return Optional.empty();
        };
        try (AnsweringFront front = new AnsweringFront(bucket.port(), heard)) {
            machine("giving", front.port(), true, assembly -> give(assembly, 300, 300 + STEPS));
            machine("taking", front.port(), true, assembly -> take(assembly, 300, 300 + STEPS));
        }
        assertThat(told.warnings()).isEmpty();
        for (int step = 300; step < 300 + STEPS; step++) {
            for (String method : List.of("put ", "get ")) {
                String asked = StepConversation.key(step) + " http";
                assertThat(heads)
                        .filteredOn(head -> head.startsWith(method) && head.contains(asked))
                        .hasSize(1)
                        .allSatisfy(head -> assertThat(head)
                                .contains(
                                        "\r\nuser-agent: hone/porter\r\n",
                                        "\r\nauthorization: aws4-hmac-sha256 credential=first/"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void build_onAMachineWhoseClockIsWrong_isToldTheTimeByTheBucket(boolean carried) {
        assumeTrue(!carried || Files.isExecutable(BuildMachine.PORTER), "dist/shim builds the porter");
        AtomicInteger tooEarly = new AtomicInteger();
        try (AnsweringFront front = new AnsweringFront(bucket.port(), head -> Optional.of(skewed(head, tooEarly)))) {
            machine("building", front.port(), carried, assembly -> {
                take(assembly, 0, STEPS);
                give(assembly, STEPS, STEPS + 1);
            });
        }
        assertThat(tooEarly.get()).isPositive();
        assertThat(told.warnings()).isEmpty();
    }

    /** A bucket that has everything, an hour from now. */
    private static byte[] skewed(String head, AtomicInteger tooEarly) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
        String date = "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(now) + "\r\n";
        String sent =
                head.replaceFirst("(?s).*\nx-amz-date: ([0-9tz]+)\r.*", "$1").toUpperCase(Locale.ROOT);
        LocalDateTime then = LocalDateTime.parse(sent, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"));
        if (Duration.between(then, now.toLocalDateTime()).abs().compareTo(Duration.ofMinutes(15)) > 0) {
            tooEarly.incrementAndGet();
            return failure("403 Forbidden", date, "RequestTimeTooSkewed");
        }
        for (int step = 0; head.startsWith("get ") && step < STEPS; step++) {
            if (head.contains(StepConversation.key(step) + " http")) {
                return AnsweringFront.answer(
                        "200 OK",
                        date + "ETag: \"1\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\nx-amz-meta-output_id: "
                                + StepConversation.output(step) + "\r\n",
                        StepConversation.body(step));
            }
        }
        return AnsweringFront.answer("200 OK", date + "ETag: \"1\"\r\n", new byte[0]);
    }
}
