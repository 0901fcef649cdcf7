package dev.hone.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.hone.profile.FunctionTotals;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.Pruning;
import dev.hone.profile.Samples;
import dev.hone.profile.ValueType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our table of functions has the figures of {@code go tool pprof -top}. */
@Tag("go")
class TopTest {
    private static final int DEFAULT_COLUMN = -1;
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void realProfiles_everyColumn_addUpAsInPprof() {
        compare("top-fixtures", gzipped(RealProfiles.fixtures()));
    }

    @Test
    void corpus_everyColumn_addsUpAsInPprof() {
        compare("top-corpus", gzipped(RealProfiles.corpus()));
    }

    @Test
    void recordedProfiles_everyColumn_addUpAsInPprof() {
        compare("top-recorded", RealProfiles.recorded());
    }

    private static List<Path> gzipped(List<Path> files) {
        return files.stream()
                .filter(file -> RealProfiles.name(file).endsWith(".gz"))
                .toList();
    }

    private static void compare(String suite, List<Path> files) {
        Disagreements disagreements = new Disagreements(suite);
        try (Oracle top = Oracle.start("top")) {
            files.forEach(
                    file -> compareColumns(disagreements, top, RealProfiles.name(file), RealProfiles.bytes(file)));
        }
        disagreements.assertNone();
    }

    @Test
    void defaultColumn_noneNamedAndOneTypeWithoutName_isTheLast() {
        // Two types, the first of which is empty in name and unit; strings "" and "a"; no sample.
        compareOne("nameless-type", "0a00" + "0a020801" + "3200" + "320161");
    }

    @Test
    void unsymbolised_binaryNameNotUtf8_keepsItsBytes() {
        compareOne("binary-not-utf-8", unsymbolised("ff"));
    }

    @Test
    void unsymbolised_binaryNameEndsInSlash_isThePartBefore() {
        compareOne("binary-ends-in-slash", unsymbolised("612f622f"));
        compareOne("binary-is-a-slash", unsymbolised("2f"));
    }

    /** A sample of value 5 in a location without lines, whose mapping has the file name given in hex. */
    private static String unsymbolised(String file) {
        String length = "%02x".formatted(file.length() / 2);
        return "0a020801" + "120408011005" + "1a0408012802" + "220408011001" + "3200" + "320161" + "32" + length + file;
    }

    private static void compareOne(String name, String pprof) {
        Disagreements disagreements = new Disagreements("top-" + name);
        try (Oracle top = Oracle.start("top")) {
            compareColumns(disagreements, top, name, HEX.parseHex(pprof));
        }
        disagreements.assertNone();
    }

    @Test
    void generatedProfiles_everyColumn_addUpAsInPprof() {
        Disagreements disagreements = new Disagreements("top-generated");
        try (Generator generator = Generator.ofProfiles();
                Oracle top = Oracle.start("top")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                compareColumns(disagreements, top, "seed-" + seed, generator.make(seed, 0));
            }
        }
        disagreements.assertNone();
    }

    private static void compareColumns(Disagreements disagreements, Oracle top, String name, byte[] stored) {
        Profile profile = Pprof.read(stored, ProfileLimits.defaults()).profile();
        for (int column = DEFAULT_COLUMN; column < profile.sampleTypes().size(); column++) {
            int type = column == DEFAULT_COLUMN ? profile.defaultType() : column;
            if (fits(profile, type)) {
                Table theirs = asked(top, column, stored);
                Table ours = ours(profile, type);
                disagreements.compare(name + "-column-" + column, stored, ours.like(theirs), theirs.like(theirs));
            }
        }
    }

    /** Whether no sum can leave 64 bits: there pprof wraps and we refuse. */
    private static boolean fits(Profile profile, int type) {
        double sum = values(profile, type)
                .mapToDouble(value -> Math.abs((double) value))
                .sum();
        return sum < 0x1p62;
    }

    private static LongStream values(Profile profile, int type) {
        Samples samples = profile.samples();
        return IntStream.range(0, samples.size()).mapToLong(sample -> samples.value(sample, type));
    }

    private static Table asked(Oracle top, int column, byte[] stored) {
        byte[] request = ByteBuffer.allocate(Integer.BYTES + stored.length)
                .putInt(column)
                .put(stored)
                .array();
        return switch (top.ask(request)) {
            case Oracle.Answer.Fine(String table) -> Table.parse(table.lines().toList());
            case Oracle.Answer.Refused(String reason) -> throw new AssertionError(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError(where);
        };
    }

    private static Table ours(Profile profile, int type) {
        FunctionTotals totals = FunctionTotals.of(Pruning.removeUninteresting(profile), type);
        List<Row> rows = totals.rows().stream()
                .filter(row -> row.flat() != 0 || row.cumulative() != 0) // pprof leaves out what cancels out
                .map(row -> new Row(hex(row.name().bytes()), row.flat(), row.cumulative(), 1))
                .toList();
        ValueType what = totals.type();
        return new Table(hex(what.type().bytes()), hex(what.unit().bytes()), totals.total(), rows);
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
    }

    /** One function's figures, the name in hex, and how many rows print that name. */
    private record Row(String name, long flat, long cumulative, int alike) {}

    private record Table(String type, String unit, long total, List<Row> rows) {
        static Table parse(List<String> lines) {
            String[] head = lines.getFirst().split("\t", -1);
            List<Row> rows = lines.stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(row ->
                            new Row(row[4], Long.parseLong(row[1]), Long.parseLong(row[2]), Integer.parseInt(row[3])))
                    .toList();
            return new Table(head[1], head[2], Long.parseLong(head[3]), rows);
        }

        /**
         * Text to compare. Several things without a name of their own (binaries of the same base name, say) are several
         * rows in pprof that print alike and are one row for us: of those only the flat values add up.
         */
        String like(Table pprof) {
            Map<String, List<Row>> theirs = pprof.byName();
            String lines = byName().entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue(), theirs.get(entry.getKey())))
                    .filter(line -> !line.isEmpty())
                    .collect(joining("\n"));
            return String.join("\t", type, unit, String.valueOf(total)) + "\n" + lines + "\n";
        }

        private static String line(String name, List<Row> rows, @Nullable List<Row> theirs) {
            long flat = rows.stream().mapToLong(Row::flat).sum();
            if (theirs == null || theirs.getFirst().alike() == 1) {
                return name + "\t" + flat + "\t" + rows.getFirst().cumulative();
            }
            return flat == 0 ? "" : name + "\t" + flat;
        }

        private TreeMap<String, List<Row>> byName() {
            return rows.stream().collect(groupingBy(Row::name, TreeMap::new, toList()));
        }
    }
}
