package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our pprof reader reads what google/pprof reads, field by field, and refuses what it refuses. */
@Tag("go")
class ReaderTest {
    @Test
    void fixtures_allKinds_areReadOrRefusedAsByPprof() {
        compareFiles("fixtures", RealProfiles.fixtures());
    }

    @Test
    void corpus_ifThereIsOne_isReadOrRefusedAsByPprof() {
        compareFiles("corpus", RealProfiles.corpus());
    }

    @Test
    void recordedProfiles_allKinds_areReadAsByPprof() {
        compareFiles("recorded", RealProfiles.recorded());
    }

    private static void compareFiles(String suite, List<Path> files) {
        assertThat(files).isNotEmpty();
        Disagreements disagreements = new Disagreements(suite);
        try (Oracle parse = Oracle.start("parse")) {
            for (Path file : files) {
                byte[] stored = RealProfiles.bytes(file);
                disagreements.compare(
                        RealProfiles.name(file), stored, Verdict.ofFile(stored), Verdict.of(parse.ask(stored)));
            }
        }
        disagreements.assertNone();
    }

    @Test
    void generatedProfiles_hostileOnesAmongThem_areDecodedAsByPprof() {
        Tally tally = new Tally();
        Disagreements disagreements = new Disagreements("decode");
        try (Generator generator = Generator.ofProfiles();
                Oracle decode = Oracle.start("decode")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] raw = generator.make(seed, Generator.SOME_HOSTILE);
                Verdict theirs = tally.count(Verdict.of(decode.ask(raw)));
                disagreements.compare("seed-" + seed, raw, Verdict.ofDecoding(raw), theirs);
            }
        }
        tally.print("decode");
        disagreements.assertNone();
        tally.assertBothEndsSeen();
    }

    @Test
    void generatedFiles_hostileOnesAmongThem_areReadAsByPprof() {
        Tally tally = new Tally();
        Disagreements disagreements = new Disagreements("parse");
        try (Generator generator = Generator.ofFiles();
                Oracle parse = Oracle.start("parse")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] stored = generator.make(seed, Generator.SOME_HOSTILE);
                Verdict theirs = tally.count(Verdict.of(parse.ask(stored)));
                disagreements.compare("seed-" + seed, stored, Verdict.ofFile(stored), theirs);
            }
        }
        tally.print("parse");
        disagreements.assertNone();
        tally.assertBothEndsSeen();
    }

    /** Counts the verdicts, so that a generator that makes only one kind does not pass for a proof. */
    private static final class Tally {
        private int accepted;
        private int refused;

        Verdict count(Verdict verdict) {
            switch (verdict) {
                case Verdict.Accepted _ -> accepted++;
                case Verdict.Refused _ -> refused++;
            }
            return verdict;
        }

        void print(String verb) {
            System.out.printf(
                    "oracle %s: seeds %d to %d, %d accepted, %d refused%n",
                    verb, Generator.FIRST_SEED, Generator.FIRST_SEED + Generator.COUNT - 1, accepted, refused);
        }

        void assertBothEndsSeen() {
            assertThat(accepted).isPositive();
            assertThat(refused).isPositive();
        }
    }
}
