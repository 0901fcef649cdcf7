package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeSum;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.HotEdges;
import dev.hone.gopgo.Preprofile;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.Pprof;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is claimed of forms and digests holds for real programs, built with the profile that Go ships for its compiler: a small
 * service with all that it imports, and, in the long run, that compiler, of more than two hundred packages.
 */
@Tag("go")
class BuildTest {
    private static final String SERVICE = "./record/shop";
    private static final String COMPILER = "cmd/compile";
    private static final int IDS = 64;

    @TempDir
    private Path folder;

    private Path shipped;
    private EdgeMap edges;

    @BeforeEach
    void readShippedProfile() {
        shipped = Path.of(GoCommand.run(Map.of(), "env", "GOROOT")
                        .orFail("asking go for its home")
                        .strip())
                .resolve("src/cmd/compile/default.pgo");
        edges = edges(shipped);
    }

    private static EdgeMap edges(Path profile) {
        return ProfileEdges.read(
                () -> new ProfileReader(ProfileLimits.defaults()).readUnchecked(profile), GoRelease.GO_1_26);
    }

    /** A program, and how many packages had to be compiled for it. */
    private record Built(Path program, long compiles) {}

    @Test
    void service_withEachFormAndWithEqualDecisions_isBuiltAsTheDigestsSay() throws IOException {
        isBuiltAsTheDigestsSay(SERVICE, 100);
    }

    @Test
    @Tag("soak")
    void compiler_withEachFormAndWithEqualDecisions_isBuiltAsTheDigestsSay() throws IOException {
        isBuiltAsTheDigestsSay(COMPILER, 200);
    }

    private void isBuiltAsTheDigestsSay(String main, int packages) throws IOException {
        Built raw = build(main, "raw", Files.readAllBytes(shipped));
        assertThat(raw.compiles()).isGreaterThan(packages);

        Built canonical = build(main, "canonical", write(edges));
        assertThat(canonical.compiles())
                .as("compiles after a change of form only")
                .isZero();
        assertThat(canonical.program()).hasSameBinaryContentAs(raw.program());

        EdgeMap heavier = withWeights(edges, weight -> 1_000 * weight + weight % 7);
        assertThat(Digests.of(heavier).decisions()).isEqualTo(Digests.of(edges).decisions());
        Built other = build(main, "heavier", write(heavier));
        assertThat(other.compiles())
                .as("go compiles again when any weight changes")
                .isEqualTo(raw.compiles());
        assertThat(MachineCode.of(other.program())).isEqualTo(MachineCode.of(raw.program()));
        assertThat(differingBytes(other.program(), raw.program()))
                .as("bytes that differ: this program holds the build ids of packages")
                .isLessThan(IDS);
    }

    @Test
    @Tag("soak")
    void build_withEqualDecisionsInAnotherOrder_givesTheSameMachineCode() throws IOException {
        EdgeMap shuffled = inAnotherOrder(edges);
        assertThat(Digests.of(shuffled).decisions()).isEqualTo(Digests.of(edges).decisions());
        assertThat(shuffled.byWeight()).isNotEqualTo(edges.byWeight());

        Built raw = build(COMPILER, "raw", Files.readAllBytes(shipped));
        Built other = build(COMPILER, "shuffled", write(shuffled));

        assertThat(MachineCode.of(other.program())).isEqualTo(MachineCode.of(raw.program()));
    }

    @Test
    void build_withPreprofileText_isRefusedByGo() throws IOException {
        Path text = Files.write(folder.resolve("default.pgo"), Preprofile.text(edges));
        assertThat(GoCommand.run(
                        cache(), "build", "-o", folder.resolve("program").toString(), "-pgo=" + text, SERVICE))
                .satisfies(ended -> assertThat(ended.status()).isNotZero())
                .satisfies(ended -> assertThat(ended.said()).contains("error parsing profile"));
    }

    @Test
    void token_ofTheDigests_isWhatGoPutsIntoItsCacheKeys() {
        Map<String, String> environment = Map.of("GODEBUG", "gocachehash=1", "GOCACHE", cache().get("GOCACHE"));
        String said = GoCommand.run(
                        environment, "build", "-o", folder.resolve("any").toString(), "-pgo=" + shipped, SERVICE)
                .orFail("building the shop");
        assertThat(said.lines().filter(line -> line.contains("pgofile ")))
                .isNotEmpty()
                .allMatch(line -> line.contains("pgofile " + Digests.of(edges).token()));
    }

    private static int differingBytes(Path one, Path other) throws IOException {
        byte[] a = Files.readAllBytes(one);
        byte[] b = Files.readAllBytes(other);
        assertThat(a).hasSameSizeAs(b);
        return (int) IntStream.range(0, a.length).filter(i -> a[i] != b[i]).count();
    }

    private Map<String, String> cache() {
        return Map.of("GOCACHE", folder.resolve("cache").toString());
    }

    private static byte[] write(EdgeMap map) {
        return Pprof.write(CanonicalProfile.of(map));
    }

    /** The base name and nothing else of a profile's path goes into the program. */
    private Built build(String main, String name, byte[] profile) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name)).resolve("default.pgo");
        Files.write(file, profile);
        Path program = folder.resolve(name).resolve("program");
        String said = GoCommand.run(
                        cache(),
                        "build",
                        "-x",
                        "-trimpath",
                        "-ldflags=-buildid=",
                        "-pgo=" + file,
                        "-o",
                        program.toString(),
                        main)
                .orFail("building with the " + name + " profile");
        return new Built(
                program,
                said.lines().filter(line -> line.contains("/compile -o ")).count());
    }

    private static EdgeMap withWeights(EdgeMap map, LongUnaryOperator change) {
        EdgeSum sum = new EdgeSum(7);
        for (int i = 0; i < map.size(); i++) {
            Edge edge = map.edge(i);
            sum.add(new Edge(edge.caller(), edge.callee(), edge.offset(), change.applyAsLong(edge.weight())));
        }
        return sum.toMap();
    }

    /** Moves hot call sites among each other by less than changes what is hot; those of one site stay in order. */
    private static EdgeMap inAnotherOrder(EdgeMap map) {
        HotEdges hot = HotEdges.of(map);
        Random random = new Random(7);
        Map<String, Integer> heavier = new HashMap<>();
        EdgeSum sum = new EdgeSum(7);
        for (int rank = 0; rank < hot.size(); rank++) {
            Edge edge = hot.edge(rank);
            int more = heavier.computeIfAbsent(edge.caller() + ":" + edge.offset(), site -> random.nextInt(1, 100));
            long weight = 1_000_000 * edge.weight() + (rank < hot.count() ? more * edge.weight() : 0);
            sum.add(new Edge(edge.caller(), edge.callee(), edge.offset(), weight));
        }
        return sum.toMap();
    }
}
