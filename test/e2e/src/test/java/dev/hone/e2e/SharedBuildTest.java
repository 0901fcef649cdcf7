package dev.hone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one machine built, another one takes from the bucket: it compiles nothing, and gets the same program. */
@Tag("go")
@Tag("server")
class SharedBuildTest {
    private static final String COMPILED = "/compile ";
    /** How a frame begins. */
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private static final String FINDING = "fmt.Printf format %d has arg";
    private static final String HUGO = "github.com/gohugoio/hugo";
    private static final String LINTER = "github.com/golangci/golangci-lint/v2";

    @TempDir
    Path folder;

    private Bucket bucket;
    private Machine first;
    private Machine second;
    private Path program;

    @BeforeAll
    static void makeReady() {
        Machine.makeReady();
    }

    @BeforeEach
    void machines() throws IOException {
        bucket = Bucket.start(Files.createDirectories(folder.resolve("bucket")));
        first = Machine.on(bucket, folder.resolve("first"));
        second = Machine.on(bucket, folder.resolve("second"));
        program = Files.createDirectories(folder.resolve("program"));
        Files.writeString(program.resolve("go.mod"), "module example.com/small\n\ngo 1.24\n");
    }

    @AfterEach
    void stop() {
        first.cache("stop").run();
        second.cache("stop").run();
        bucket.close();
    }

    /** Ways to build the same program. */
    enum Kind {
        PLAIN("0", "-trimpath"),
        C("1", "-trimpath"),
        RACE("1", "-race"),
        OTHER_SYSTEM("0", "-trimpath");

        private final String cgo;
        private final String flag;

        Kind(String cgo, String flag) {
            this.cgo = cgo;
            this.flag = flag;
        }

        /** Compiles part of it in C where C is asked for. */
        void writeTo(Path program) throws IOException {
            if (this == C) {
                Files.writeString(program.resolve("twice.h"), "int twice(int x);\n");
                Files.writeString(
                        program.resolve("twice.c"), "#include \"twice.h\"\nint twice(int x) { return x + x; }\n");
                Files.writeString(
                        program.resolve("main.go"),
                        "package main\n\n// #include \"twice.h\"\nimport \"C\"\n\nfunc main() { println(int(C.twice(21))) }\n");
            } else {
                Files.writeString(program.resolve("main.go"), "package main\n\nfunc main() { println(42) }\n");
            }
        }

        private Call set(Call call) {
            Call set = call.with("CGO_ENABLED", cgo);
            return this == OTHER_SYSTEM ? set.with("GOOS", "windows").with("GOARCH", "arm64") : set;
        }
    }

    @ParameterizedTest
    @EnumSource
    void build_onAnotherMachine_compilesNothing_andIsTheSame(Kind kind) throws IOException {
        kind.writeTo(program);
        Call.Outcome cold = build(kind, first, "cold");
        assertThat(cold.err()).contains(COMPILED);
        share(first);

        Call.Outcome warm = build(kind, second, "warm");

        assertThat(warm.err()).doesNotContain(COMPILED, "/cgo ");
        assertThat(folder.resolve("warm")).hasSameBinaryContentAs(folder.resolve("cold"));
        Call plain = second.plainGo(
                program, "build", kind.flag, "-o", folder.resolve("plain").toString(), ".");
        assertThat(kind.set(plain).run().exit()).isZero();
        assertThat(folder.resolve("warm")).hasSameBinaryContentAs(folder.resolve("plain"));
        if (kind != Kind.OTHER_SYSTEM) {
            assertThat(Call.of(folder.resolve("warm")).run().err()).isEqualTo("42\n");
        }
    }

    private Call.Outcome build(Kind kind, Machine machine, String name) {
        Call call = machine.go(
                program, "build", "-x", kind.flag, "-o", folder.resolve(name).toString(), ".");
        return fine(kind.set(call));
    }

    @Test
    void test_onAnotherMachine_isCached() throws IOException {
        Kind.PLAIN.writeTo(program);
        Files.writeString(
                program.resolve("main_test.go"),
                "package main\n\nimport \"testing\"\n\nfunc TestIt(t *testing.T) {}\n");
        assertThat(fine(first.go(program, "test", ".")).out()).doesNotContain("(cached)");
        share(first);

        assertThat(fine(second.go(program, "test", ".")).out()).contains("(cached)");
        fine(second.go(program, "clean", "-testcache"));
        assertThat(fine(second.go(program, "test", ".")).out()).doesNotContain("(cached)");
    }

    /** go keeps the findings beside the result, and takes it for none when they are not there. */
    @Test
    void vet_onAnotherMachine_findsTheSame_alsoWhereTheBucketHasLostTheFindings() throws IOException {
        Files.writeString(
                program.resolve("main.go"),
                "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Printf(\"%d\\n\", \"text\") }\n");
        Call.Outcome here = vet(first);
        assertThat(here.exit()).isEqualTo(1);
        assertThat(here.err()).contains(FINDING);
        share(first);
        assertThat(vet(second)).isEqualTo(here);

        List<String> findings = bucket.keys().stream()
                .filter(key -> stored(key).contains(FINDING))
                .toList();
        assertThat(findings).hasSize(1);
        bucket.remove(findings.getFirst());
        Machine third = Machine.on(bucket, folder.resolve("third"));
        try {
            assertThat(vet(third)).isEqualTo(here);
            assertThat(vet(third)).as("from its own folder").isEqualTo(here);
        } finally {
            third.cache("stop").run();
        }
    }

    /** What an object is, which may be packed. */
    private String stored(String key) {
        byte[] bytes = bucket.read(key);
        InputStream plain = new ByteArrayInputStream(bytes);
        boolean packed = bytes.length > ZSTD.length && Arrays.equals(bytes, 0, ZSTD.length, ZSTD, 0, ZSTD.length);
        try (InputStream in = packed ? new ZstdInputStream(plain) : plain) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a manifest, which would hold the findings, too. */
    private Call.Outcome vet(Machine machine) {
        return machine.with("HONE_CACHE_PLANS", "off").go(program, "vet", ".").run();
    }

    /** For each package go asks for what was compiled, and then for what the compiler printed. */
    @Test
    void build_thatNothingIsKnownOf_waitsForTheBucketOnceForEachPackage() throws IOException {
        Kind.PLAIN.writeTo(program);
        build(Kind.PLAIN, first, "cold");
        share(first);
        Machine stranger = second.with("HONE_CACHE_PLANS", "off");

        assertThat(build(Kind.PLAIN, stranger, "warm").err()).doesNotContain(COMPILED);

        String report = fine(stranger.cache("report", "--json")).out();
        long fetched = answers(report, "fetched");
        long hits = fetched + answers(report, "local") + answers(report, "foreseen") + answers(report, "together");
        assertThat(hits).isGreaterThan(50);
        // It is fetched so as soon as the store had something, and go asks for as much at once as there are processors.
        int first = Runtime.getRuntime().availableProcessors();
        assertThat(fetched).isBetween(hits / 2 - 1, hits / 2 + 5 + first);
    }

    private static long answers(String report, String source) {
        return Long.parseLong(report.replaceAll("(?s).*\"" + source + "\" *: *([0-9]+).*", "$1"));
    }

    /** A program of 734 packages. */
    @Test
    @Tag("soak")
    void hugo_onAnotherMachine_compilesNothing_andIsTheSame() {
        Path hugo = downloaded(HUGO, "v0.155.3");
        buildOf(hugo, first, "cold", ".");
        share(first);

        Call.Outcome warm = buildOf(hugo, second, "warm", ".");

        assertThat(warm.err()).doesNotContain(COMPILED);
        assertThat(folder.resolve("warm")).hasSameBinaryContentAs(folder.resolve("cold"));
    }

    /** It has a cache of its own, of the same protocol, and asks go for packages. */
    @Test
    @Tag("soak")
    void golangciLint_onAnotherMachine_findsTheSame() throws IOException {
        Kind.PLAIN.writeTo(program);
        Files.writeString(program.resolve("unused.go"), "package main\n\nfunc unused() int { return 1 }\n");
        Path linter = folder.resolve("golangci-lint");
        buildOf(downloaded(LINTER, "v2.4.0"), first, "golangci-lint", "./cmd/golangci-lint");
        Call.Outcome here = lint(linter, first);
        assertThat(here.out()).contains("func unused is unused");
        assertThat(here.err()).doesNotContainIgnoringCase("error");
        share(first);

        Call.Outcome there = lint(linter, second);

        assertThat(there).isEqualTo(here);
    }

    private Call.Outcome lint(Path linter, Machine machine) {
        Call call = machine.go(program)
                .with("GOLANGCI_LINT_CACHE", machine.root() + "-lint")
                .with("CGO_ENABLED", "0");
        return new Call(List.of(linter.toString(), "run", "./..."), program, call.environment()).run();
    }

    private Call.Outcome buildOf(Path project, Machine machine, String name, String main) {
        Call call =
                machine.go(project, "build", "-x", "-o", folder.resolve(name).toString(), main);
        return fine(call.with("CGO_ENABLED", "0"));
    }

    /** The folder of a module in the module cache. */
    private Path downloaded(String module, String version) {
        Call.Outcome outcome = fine(first.plainGo(program, "mod", "download", "-json", module + "@" + version));
        return Path.of(outcome.out().replaceAll("(?s).*\"Dir\": \"([^\"]+)\".*", "$1"));
    }

    /** Waits until what a machine made is in the bucket. */
    private static void share(Machine machine) {
        fine(machine.cache("drain", "--timeout", "10m"));
    }

    private static Call.Outcome fine(Call call) {
        Call.Outcome outcome = call.run();
        assertThat(outcome.exit()).as(call.words() + ": " + outcome.err()).isZero();
        return outcome;
    }
}
