package dev.hone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that are broken, of no use or meant to do harm: a clear answer, and the app stays as it was. */
final class HostileProfilesTest {
    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RunningServer.of(folder);
        server.publish("web", Profiles.cpu(1), 1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static byte[] plain(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] with(byte[] bytes, byte... more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, bytes.length, more.length);
        return longer;
    }

    private static byte[] wire(UnaryOperator<Wire> more) {
        return more.apply(Wire.cpu()).bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ValueType type(String type, String unit) {
        return new ValueType(Text.of(type), Text.of(unit));
    }

    /** 10 GB of zeros in gzip: the same full flush block over and over, which other zeros may follow. */
    private static byte[] bomb() {
        byte[] zeros = new byte[1 << 20];
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(zeros);
        byte[] block = new byte[1 << 16];
        int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("1f8b08000000000000ff"));
        for (int i = 0; i < 10_000; i++) {
            out.write(block, 0, length);
        }
        return out.toByteArray();
    }

    private record Refused(String message, ByteBuffer body) {}

    private static void add(Map<String, Refused> cases, String name, String message, byte[] body) {
        cases.put(name, new Refused(message, ByteBuffer.wrap(body)));
    }

    private static Map<String, Refused> cases() throws IOException {
        Map<String, Refused> cases = new TreeMap<>();
        byte[] good = Profiles.cpu(2);
        add(cases, "nothing", "there is nothing in it", new byte[0]);
        add(cases, "truncated gzip", "gzip", Arrays.copyOf(good, good.length / 2));
        add(cases, "trailing garbage", "gzip", with(good, text("garbage")));
        add(cases, "gzip in gzip", "compressed twice", gzip(good));
        add(cases, "text", "", text("hello, world\n"));
        add(cases, "legacy heap", "", text("heap profile: 1: 32 [1: 32] @ heap/1048576\n1: 32 [1: 32] @ 0x1 0x2\n"));
        add(cases, "JFR", "", with(text("FLR\0"), new byte[100]));
        add(
                cases,
                "heap",
                "heap",
                Profiles.of(3, 50, true, type("inuse_objects", "count"), type("inuse_space", "bytes")));
        add(cases, "mutex", "", Profiles.of(3, 50, true, type("contentions", "count"), type("delay", "nanoseconds")));
        add(cases, "goroutine", "", Profiles.of(3, 50, true, type("goroutine", "count"), type("goroutine", "count")));
        add(cases, "wall clock", "", Profiles.of(3, 50, true, type("samples", "count"), type("wall", "nanoseconds")));
        add(cases, "id 0", "", wire(w -> w.place(0, 5).place(1, 6).sample(0, 1, 1, 1)));
        add(cases, "duplicate id", "", wire(w -> w.place(1, 5).place(1, 6).sample(1, 1, 1, 1)));
        add(cases, "dangling id", "", wire(w -> w.place(1, 5).place(2, 6).sample(1, 3, 1, 1)));
        add(cases, "value count", "", wire(w -> w.place(1, 5).place(2, 6).sample(1, 2, 1)));
        add(cases, "string index", "", wire(w -> w.place(1, 77).place(2, 6).sample(1, 2, 1, 1)));
        add(cases, "negative value", "", wire(w -> w.place(1, 5).place(2, 6).sample(1, 2, -1, -10_000_000)));
        add(cases, "values near 2^63", "", Profiles.call("main.a", "main.b", Long.MAX_VALUE, Long.MAX_VALUE));
        add(cases, "first string", "", with(new Wire().text(6, "x").bytes(), good(w -> w)));
        return cases;
    }

    private static byte[] good(UnaryOperator<Wire> more) {
        return wire(w -> more.apply(w.place(1, 5).place(2, 6).sample(1, 2, 1, 10_000_000)));
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> upload_ofWhatIsOfNoUse_isRefusedWithTheReason() throws IOException {
        return cases().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> refuses(each.getValue())));
    }

    private static void refuses(Refused expected) throws Exception {
        String before = server.get("/api/hone/v1/apps/web").text();
        Reply reply = server.upload("web", expected.body().array());

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.message()).hasSizeGreaterThan(10).containsIgnoringCase(expected.message());
        assertThat(server.get("/api/hone/v1/apps/web").text()).isEqualTo(before);
    }

    @Test
    void upload_ofSeveralGzipMembers_isOneProfile() throws Exception {
        byte[] raw = plain(Profiles.cpu(7));
        byte[] members = with(gzip(Arrays.copyOf(raw, 1000)), gzip(Arrays.copyOfRange(raw, 1000, raw.length)));

        assertThat(server.upload("members", members).json().path("samples").asInt())
                .isEqualTo(4_000);
    }

    @Test
    void upload_withIdsFarApart_isTakenIn() throws Exception {
        byte[] sparse = wire(w -> w.place(Long.MIN_VALUE, 5).place(-1, 6).sample(Long.MIN_VALUE, -1, 1, 10_000_000));

        assertThat(server.upload("sparse", sparse).status()).isEqualTo(201);
    }

    @Test
    void upload_thatExpandsToTenGigabytes_isTooLarge_soonAndInLittleMemory() throws Exception {
        byte[] bomb = bomb();
        assertThat(bomb.length).isBetween(1 << 20, 12 << 20);
        long start = System.nanoTime();
        Reply reply = server.upload("web", bomb);

        assertThat(reply.status()).as(reply.text()).isEqualTo(413);
        assertThat(reply.message()).contains("--limit");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void upload_thatIsLargerThanIsTaken_isTooLarge() throws Exception {
        Reply reply = server.upload("web", new byte[(64 << 20) + 1]);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.message()).contains("64");
    }

    @Test
    void upload_ofADeepStackOrManyLabels_isTooLarge() throws Exception {
        Wire deep = new Wire();
        for (int i = 0; i < 1_000_000; i++) {
            deep.number(1, 1);
        }
        Wire labels = new Wire().number(1, 1).number(1, 2).number(2, 1).number(2, 1);
        for (int i = 0; i < 1_000_000; i++) {
            labels.message(3, new Wire().number(1, 5).number(3, i));
        }
        for (Wire sample : new Wire[] {deep.number(2, 1).number(2, 1), labels}) {
            Reply reply =
                    server.upload("web", wire(w -> w.place(1, 5).place(2, 6).message(2, sample)));
            assertThat(reply.status()).as(reply.text()).isEqualTo(413);
        }
    }

    @Test
    void upload_ofMillionsOfLocations_isTooLarge_evenWhenItIsSmall() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(wire(w -> w));
            byte[] many = new byte[1 << 20];
            for (int i = 0; i < many.length; i += 4) {
                many[i] = (4 << 3) | 2;
                many[i + 1] = 2;
                many[i + 2] = 1 << 3;
                many[i + 3] = 1;
            }
            for (int i = 0; i < 50_000_000 / (many.length / 4) + 1; i++) {
                gzip.write(many);
            }
        }
        Reply reply = server.upload("web", out.toByteArray());

        assertThat(reply.status()).as(reply.text()).isEqualTo(413);
    }

    @Test
    void upload_thatShowsNothing_isKept_andNeverPublished() throws Exception {
        byte[] empty = wire(w -> w);
        byte[] zero = wire(w -> w.place(1, 5).place(2, 6).sample(1, 2, 0, 0));
        byte[] flat = wire(w ->
                w.place(1, 5).message(2, new Wire().number(1, 1).number(2, 1).number(2, 10_000_000)));
        for (Map.Entry<String, byte[]> each :
                Map.of("NO_SAMPLES", empty, "NO_WEIGHT", zero, "NO_CALLS", flat).entrySet()) {
            String app = each.getKey().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            Reply reply = server.upload(app, each.getValue());
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            assertThat(reply.json().path("flags").get(0).asString()).isEqualTo(each.getKey());

            server.await(app, status -> status.path("uploads").asInt() == 1);
            Reply forced = server.send("POST", "/api/hone/v1/apps/" + app + "/publish?force=true", "");
            assertThat(forced.json().path("action").asString()).isEqualTo("keep");
            assertThat(forced.json().path("reasons").get(0).asString()).startsWith("EMPTY: ");
            assertThat(server.get("/api/profile/" + app).status()).isEqualTo(404);
        }
    }

    @Test
    void upload_withoutStartLines_isRefused_andWithFewIsFlagged() throws Exception {
        Reply none = server.upload("lines", Profiles.cpuWithoutStartLines(1));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.message()).contains("on which line it starts");

        byte[] few = wire(w -> w.place(1, 5)
                .message(5, new Wire().number(1, 2).number(2, 6))
                .message(
                        4,
                        new Wire()
                                .number(1, 2)
                                .message(4, new Wire().number(1, 2).number(2, 3)))
                .sample(2, 1, 90, 900_000_000)
                .sample(1, 2, 10, 100_000_000));
        Reply flagged = server.upload("lines", few);
        assertThat(flagged.status()).as(flagged.text()).isEqualTo(201);
        assertThat(flagged.text()).contains("START_LINES_MISSING");
    }

    @Test
    void preprofile_ofNamesThatAreMeantToBreakIt_isAsManyLinesAsEdgesNeed() throws Exception {
        int edges = 0;
        for (String name : new String[] {
            "main.a\nmain.b\n1", "main.a\rb", "main.a\0b", "x".repeat(1 << 20), "DO NOT INLINE: main.c", "main.\u202eb"
        }) {
            Reply reply = server.upload("names", Profiles.call(name, "main.z" + edges, 5_000, 50_000_000_000L));
            assertThat(reply.status())
                    .as(reply.text().substring(0, Math.min(200, reply.text().length())))
                    .isIn(201, 400);
            edges += reply.status() == 201 ? 1 : 0;
        }
        int accepted = edges;
        assertThat(accepted).isPositive();
        server.await("names", status -> status.path("uploads").asInt() == accepted);
        server.send("POST", "/api/hone/v1/apps/names/publish?force=true", "");

        String[] lines = server.get("/api/profile/names?form=preprofile").text().split("\n", -1);
        assertThat(lines[0]).isEqualTo("GO PREPROFILE V1");
        assertThat(lines).hasSize(3 * accepted + 2);
        for (int i = 3; i < lines.length; i += 3) {
            assertThat(lines[i]).matches("[0-9]+ [0-9]+");
        }
    }

    @Test
    void context_thatCannotBeStored_isRefused() throws Exception {
        for (String version : new String[] {"a".repeat(201), "%0a", "%C3%BC"}) {
            Reply reply = server.send("POST", "/api/profile/web?version=" + version, "x");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains("the version of a profile is at most 200 printable");
        }
        assertThat(server.raw("POST", "/api/profile/web?version=%zz")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void everythingRefused_isCountedByReason() throws Exception {
        server.upload("web", text("no profile"));

        assertThat(server.get("/metrics").text())
                .containsPattern("hone_pgo_uploads_refused_total\\{reason=\"refused_profile\"} [1-9]");
    }
}
