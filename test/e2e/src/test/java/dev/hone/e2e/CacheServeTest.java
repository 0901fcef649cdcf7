package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.kit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Machines build with what others made, by our server and our proxy and with both clients: where a machine has nothing, nothing is
 * compiled, and what is built is the same.
 */
@Tag("go")
@Tag("server")
class CacheServeTest {
    private static final String COMPILED = "/compile ";
    private static final String OURS = HoneProcess.program() + " cache direct";

    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void program() throws IOException {
        program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
        Files.createDirectories(program.resolve("part"));
        Files.writeString(program.resolve("part/part.go"), "package part\n\nfunc Twice(x int) int { return 2 * x }\n");
        Files.writeString(
                program.resolve("main.go"),
                "package main\n\nimport \"example.com/small/part\"\n\nfunc main() { println(part.Twice(21)) }\n");
        // Nothing is built while go waits.
        assertThat(Call.of(HoneProcess.program(), "help", "cache", "status")
                        .run()
                        .exit())
                .isZero();
    }

    private static String cacheprog() {
        return Rival.CACHEPROG.program() + " direct";
    }

    private ServerProcess serve() {
        int port = ServerProcess.freePort();
        return HoneProcess.start(
                folder,
                "cache",
                port,
                List.of(
                        "serve",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--data",
                        folder.resolve("data").toString()));
    }

    private ServerProcess proxy(Bucket bucket) throws IOException {
        int port = ServerProcess.freePort();
        Map<String, String> environment = new HashMap<>(HoneProcess.ENVIRONMENT);
        environment.putAll(Bucket.KEYS);
        environment.put("CACHEPROG_PROXY_LISTEN_ADDRESS", "127.0.0.1:" + port);
        environment.put("CACHEPROG_REMOTE_STORAGE_TYPE", "s3");
        environment.put("CACHEPROG_S3_BUCKET", Bucket.NAME);
        environment.put("CACHEPROG_S3_ENDPOINT", "minio+" + bucket.address());
        environment.put("CACHEPROG_S3_PREFIX", "{% env.TEAM %}");
        environment.put("TEAM", "red");
        Path home = Files.createDirectories(folder.resolve("proxy"));
        Path link = Files.createSymbolicLink(home.resolve("cacheprog"), HoneProcess.program());
        return ServerProcess.start(List.of(link.toString(), "--log-level=DEBUG", "proxy"), environment, port, home);
    }

    /** A build on a machine of its own, that has nothing yet. */
    private String build(String machine, String helper, ServerProcess server) {
        Path root = folder.resolve("root of " + machine);
        Call.Outcome outcome = Call.of(
                        Path.of("go"),
                        "build",
                        "-x",
                        "-o",
                        folder.resolve(machine).toString(),
                        ".")
                .in(program)
                .with("GOFLAGS", "-trimpath -buildvcs=false")
                .with("CGO_ENABLED", "0")
                .with("CACHEPROG_ROOT_DIRECTORY", root.toString())
                .with("CACHEPROG_REMOTE_STORAGE_TYPE", "http")
                .with("CACHEPROG_HTTP_STORAGE_BASE_URL", "http://127.0.0.1:" + server.port() + "/")
                // A busy machine is no reason to do without.
                .with("CACHEPROG_REMOTE_GET_TIMEOUT", "60s")
                .with("CACHEPROG_REMOTE_PUT_TIMEOUT", "60s")
                .with("CACHEPROG_MAX_BACKGROUND_WAIT", "60s")
                .with("GOCACHEPROG", helper)
                .run();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.err();
    }

    private void assertShared(ServerProcess server, String first, String second) {
        assertThat(build("cold", first, server)).contains(COMPILED);
        for (String helper : new TreeSet<>(List.of(first, second))) {
            String machine = "warm by " + (helper.equals(OURS) ? "ours" : "cacheprog");
            assertThat(build(machine, helper, server)).doesNotContain(COMPILED);
            assertThat(folder.resolve(machine)).hasSameBinaryContentAs(folder.resolve("cold"));
        }
    }

    private static URI address(ServerProcess server) {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /**
     * By manifests and packs, which are stored like results: also where these are signed. The server makes the packs of what was
     * brought to it, so that nothing is brought twice.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "hmac 0123456789abcdef0123456789abcdef"})
    void server_bringsABuild_beforeGoAsks(String key) throws IOException {
        Machine.makeReady();
        String file = key.isEmpty()
                ? ""
                : Files.writeString(folder.resolve("key"), key + "\n").toString();
        try (ServerProcess server = serve();
                Overheard before = Overheard.before(address(server));
                Overheard after = Overheard.before(address(server))) {
            Machine first =
                    Machine.by(before.address(), folder.resolve("first")).with("HONE_CACHE_SIGNING_KEY", file);
            Machine second =
                    Machine.by(after.address(), folder.resolve("second")).with("HONE_CACHE_SIGNING_KEY", file);
            try {
                daemonBuild(first, "cold");
                assertThat(first.cache("drain").run().exit()).isZero();

                assertThat(daemonBuild(second, "warm")).doesNotContain(COMPILED);

                assertThat(folder.resolve("warm")).hasSameBinaryContentAs(folder.resolve("cold"));
                assertThat(second.cache("report").run().out())
                        .containsPattern("brought +[0-9]{2,}  before go asked: .* [12] requests");
                assertThat(before.paths("POST")).hasSizeGreaterThan(1).containsOnly("/cache/packs");
                assertThat(after.paths("GET"))
                        .as("packs that the first machine has not brought")
                        .anyMatch(path -> !before.paths("PUT").contains(path));
                boolean indexesAreMade = second.cache("report").run().out().contains("module index");
                assertThat(indexesAreMade).isEqualTo(key.isEmpty());
                if (key.isEmpty()) {
                    assertThat(prefetch(folder.resolve("third"), server))
                            .matches("brought [0-9]{2,} results for go build \\.: .* in .*, [12] requests\n");
                    assertThat(build("direct", OURS, server)).doesNotContain(COMPILED);
                    assertThat(folder.resolve("direct")).hasSameBinaryContentAs(folder.resolve("cold"));
                }
            } finally {
                first.cache("stop").run();
                second.cache("stop").run();
            }
        }
    }

    private String prefetch(Path root, ServerProcess server) {
        Call.Outcome outcome = Machine.by(address(server), root)
                .cache("prefetch", "--", "go", "build", ".")
                .in(program)
                .with("GOFLAGS", "-trimpath -buildvcs=false")
                .with("CGO_ENABLED", "0")
                .run();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private String daemonBuild(Machine machine, String name) {
        Call.Outcome outcome = machine.go(
                        program, "build", "-x", "-o", folder.resolve(name).toString(), ".")
                .with("CGO_ENABLED", "0")
                .run();
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.err();
    }

    @Test
    void server_withCacheprog_sharesABuild_alsoWithUs() {
        String cacheprog = cacheprog();
        try (ServerProcess server = serve()) {
            assertShared(server, cacheprog, OURS);
        }
    }

    @Test
    void proxy_withOurClient_sharesABuildByABucket() throws IOException {
        try (Bucket bucket = Bucket.start(Files.createDirectories(folder.resolve("s3")));
                ServerProcess proxy = proxy(bucket)) {
            assertShared(proxy, OURS, OURS);
            assertThat(bucket.keys()).allMatch(key -> key.matches("red/[0-9a-f]{64}"));
        }
    }

    @Test
    void proxy_withCacheprog_sharesABuild_alsoWithUs() throws IOException {
        String cacheprog = cacheprog();
        try (Bucket bucket = Bucket.start(Files.createDirectories(folder.resolve("s3")));
                ServerProcess proxy = proxy(bucket)) {
            assertShared(proxy, cacheprog, OURS);
        }
    }
}
