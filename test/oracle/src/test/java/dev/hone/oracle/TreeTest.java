package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.CallTree;
import dev.hone.profile.CallTreeBuilder;
import dev.hone.profile.FunctionChanges;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our call tree has the stacks that google/pprof reads, and our differences are those of {@code pprof -diff_base}. */
@Tag("go")
class TreeTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String OVERFLOW = "64 bits";

    @Test
    void fixtures_everyColumn_makeTheSameTree() {
        compareTrees("tree-fixtures", RealProfiles.fixtures());
    }

    @Test
    void corpus_everyColumn_makesTheSameTree() {
        compareTrees("tree-corpus", RealProfiles.corpus());
    }

    private static void compareTrees(String suite, List<Path> files) {
        Disagreements disagreements = new Disagreements(suite);
        try (Oracle tree = Oracle.start("tree")) {
            for (Path file : files) {
                if (isGzip(file)) {
                    compareTrees(disagreements, tree, RealProfiles.name(file), RealProfiles.bytes(file));
                }
            }
        }
        disagreements.assertNone();
    }

    private static boolean isGzip(Path file) {
        return RealProfiles.name(file).endsWith(".gz");
    }

    @Test
    void generatedProfiles_everyColumn_makeTheSameTree() {
        Disagreements disagreements = new Disagreements("tree-generated");
        int compared = 0;
        try (Generator generator = Generator.ofProfiles();
                Oracle tree = Oracle.start("tree")) {
            for (long seed = Generator.FIRST_SEED; seed < Generator.FIRST_SEED + Generator.COUNT; seed++) {
                compared += compareTrees(disagreements, tree, "seed-" + seed, generator.make(seed, 0));
            }
        }
        disagreements.assertNone();
        assertThat(compared).isGreaterThan(Generator.COUNT / 2);
    }

    /** Says how many columns could be compared. */
    private static int compareTrees(Disagreements disagreements, Oracle oracle, String name, byte[] stored) {
        Profile profile = read(stored);
        int compared = 0;
        for (int column = 0; column < profile.sampleTypes().size(); column++) {
            try {
                CallTree tree = new CallTreeBuilder(1, ProfileLimits.defaults(), Generator.FIRST_SEED)
                        .add(0, profile, column)
                        .tree();
                disagreements.compare(name, stored, text(tree), answer(oracle, column, stored));
                compared++;
            } catch (ProfileException e) {
                // pprof goes on with a wrapped sum: there is nothing to agree on.
                assertThat(e).hasMessageContaining(OVERFLOW);
            }
        }
        return compared;
    }

    private static Profile read(byte[] stored) {
        return Pprof.read(stored, ProfileLimits.defaults()).profile();
    }

    private static String text(CallTree tree) {
        StringBuilder text = new StringBuilder();
        for (int node = 0; node < tree.size(); node++) {
            String name = node == CallTree.ROOT ? "" : HEX.formatHex(name(tree, node));
            text.append(tree.depth(node))
                    .append('\t')
                    .append(tree.self(node, 0))
                    .append('\t');
            text.append(tree.total(node, 0)).append('\t').append(name).append('\n');
        }
        return text.toString();
    }

    private static byte[] name(CallTree tree, int node) {
        return tree.functions().get(tree.function(node)).bytes();
    }

    private static String answer(Oracle oracle, int column, byte[] request) {
        byte[] asked = ByteBuffer.allocate(Integer.BYTES + request.length)
                .putInt(column)
                .put(request)
                .array();
        return switch (oracle.ask(asked)) {
            case Oracle.Answer.Fine(String text) -> text;
            case Oracle.Answer.Refused(String reason) -> throw new AssertionError(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError(where);
        };
    }

    @Test
    void fixturesAndCorpus_ofOneKind_differAsInPprof() {
        List<Path> files = new ArrayList<>(RealProfiles.fixtures());
        files.add(OracleBinary.module().resolve("../../docs/examples/cpu.pb.gz"));
        assertThat(compareDifferences("diff-fixtures", files)).isGreaterThan(2);
    }

    @Test
    void corpus_ofOneKind_differsAsInPprof() {
        assertThat(compareDifferences("diff-corpus", RealProfiles.corpus())).isPositive();
    }

    /** Compares all pairs that measure the same, and says how many they are. */
    private static int compareDifferences(String suite, List<Path> files) {
        List<byte[]> profiles = files.stream()
                .filter(TreeTest::isGzip)
                .map(RealProfiles::bytes)
                .filter(stored -> Verdict.ofFile(stored) instanceof Verdict.Accepted)
                .toList();
        Disagreements disagreements = new Disagreements(suite);
        int pairs = 0;
        try (Oracle diff = Oracle.start("diff")) {
            for (byte[] old : profiles) {
                for (byte[] current : profiles) {
                    pairs += compareDifference(disagreements, diff, "pair-" + pairs, List.of(old, current));
                }
            }
        }
        disagreements.assertNone();
        return pairs;
    }

    @Test
    void generatedProfiles_ofOneProgram_differAsInPprof() {
        Disagreements disagreements = new Disagreements("diff-generated");
        int compared = 0;
        try (Generator generator = Generator.ofFamilies();
                Oracle diff = Oracle.start("diff")) {
            for (long seed = Generator.FIRST_SEED; seed < Generator.FIRST_SEED + Generator.COUNT; seed++) {
                List<byte[]> family = Several.split(generator.make(seed, 0));
                if (family.size() > 1) {
                    compared += compareDifference(disagreements, diff, "seed-" + seed, family.subList(0, 2));
                }
            }
        }
        disagreements.assertNone();
        assertThat(compared).isGreaterThan(Generator.COUNT / 4);
    }

    private static int compareDifference(
            Disagreements disagreements, Oracle oracle, String name, List<byte[]> oldAndNew) {
        Profile old = read(oldAndNew.getFirst());
        Profile current = read(oldAndNew.getLast());
        boolean alike = old.sampleTypes().equals(current.sampleTypes())
                && old.header().periodType().equals(current.header().periodType())
                && !old.sampleTypes().isEmpty();
        if (!alike) {
            return 0;
        }
        int column = old.sampleTypes().size() - 1;
        try {
            CallTree tree = new CallTreeBuilder(2, ProfileLimits.defaults(), Generator.FIRST_SEED)
                    .add(0, old, column)
                    .add(1, current, column)
                    .tree();
            byte[] request = Several.join(oldAndNew);
            compareRows(disagreements, name, request, FunctionChanges.of(tree), answer(oracle, column, request));
        } catch (ProfileException e) {
            assertThat(e).hasMessageContaining(OVERFLOW);
            return 0;
        }
        return 1;
    }

    /** Things without a name of their own are rows of their own in pprof and may print alike: those are left out. */
    private static void compareRows(
            Disagreements disagreements, String name, byte[] request, FunctionChanges ours, String theirs) {
        TreeMap<String, String> expected = new TreeMap<>();
        theirs.lines().skip(1).map(line -> line.split("\t", -1)).forEach(row -> {
            if (isNamed(row[4])) {
                expected.put(row[4], row[1] + " " + row[2]);
            }
        });
        TreeMap<String, String> found = new TreeMap<>();
        for (FunctionChanges.Row row : ours.rows()) {
            String hex = HEX.formatHex(row.name().bytes());
            boolean changed = row.flat() != 0 || row.cumulative() != 0; // pprof leaves out what cancels out
            if (isNamed(hex) && changed) {
                found.put(hex, row.flat() + " " + row.cumulative());
            }
        }
        disagreements.compare(name, request, found.toString(), expected.toString());
    }

    private static boolean isNamed(String hex) {
        return !hex.startsWith("5b") && !hex.startsWith("3c") && !hex.equals("-");
    }
}
