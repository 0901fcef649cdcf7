package dev.hone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Progress;
import dev.hone.profile.Merger;
import dev.hone.profile.ParallelMerge;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our merge gives what google/pprof's gives: the same samples, header and tables, in the same order. */
@Tag("go")
class MergeTest {
    private static final String OVERFLOW = "64 bits";

    @Test
    void fixtures_aloneAndWithEachOther_mergeAsByPprof() {
        compareFiles("merge-fixtures", RealProfiles.fixtures());
    }

    @Test
    void corpus_ifThereIsOne_mergesAsByPprof() {
        compareFiles("merge-corpus", RealProfiles.corpus());
    }

    @Test
    void recordedProfiles_allKinds_mergeAsByPprof() {
        compareFiles("merge-recorded", RealProfiles.recorded());
    }

    /** Each file alone, twice, and between its neighbours: most pairs measure different things and are refused. */
    private static void compareFiles(String suite, List<Path> files) {
        List<Path> readable = files.stream()
                .filter(file -> isReadable(RealProfiles.bytes(file)))
                .toList();
        assertThat(readable).isNotEmpty();
        Disagreements disagreements = new Disagreements(suite);
        try (Oracle merge = Oracle.start("merge")) {
            for (int i = 0; i < readable.size(); i++) {
                byte[] file = RealProfiles.bytes(readable.get(i));
                byte[] next = RealProfiles.bytes(readable.get((i + 1) % readable.size()));
                String name = RealProfiles.name(readable.get(i));
                compare(disagreements, merge, name, List.of(file));
                compare(disagreements, merge, name + "-twice", List.of(file, file));
                compare(disagreements, merge, name + "-mixed", List.of(file, next, file));
            }
        }
        disagreements.assertNone();
    }

    private static boolean isReadable(byte[] stored) {
        return Verdict.ofFile(stored) instanceof Verdict.Accepted;
    }

    private static Verdict compare(Disagreements disagreements, Oracle merge, String name, List<byte[]> files) {
        byte[] request = Several.join(files);
        Verdict ours = merged(files);
        disagreements.compare(name, request, ours, Verdict.of(merge.ask(request)));
        return ours;
    }

    @Test
    void generatedFamilies_mergeAsByPprof() {
        int accepted = 0;
        int refused = 0;
        int overflown = 0;
        Disagreements disagreements = new Disagreements("merge");
        try (Generator generator = Generator.ofFamilies();
                Oracle merge = Oracle.start("merge")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                List<byte[]> family = Several.split(generator.make(seed, 0));
                if (overflows(family)) {
                    overflown++;
                    continue;
                }
                switch (compare(disagreements, merge, "seed-" + seed, family)) {
                    case Verdict.Accepted _ -> accepted++;
                    case Verdict.Refused _ -> refused++;
                }
            }
        }
        System.out.printf(
                "oracle merge: seeds %d to %d, %d merged, %d refused, %d left out for a sum that google/pprof wraps%n",
                Generator.FIRST_SEED, Generator.FIRST_SEED + Generator.COUNT - 1, accepted, refused, overflown);
        disagreements.assertNone();
        assertThat(accepted).isGreaterThan(Generator.COUNT / 2);
        assertThat(refused).isPositive();
        assertThat(overflown).isLessThan(Generator.COUNT / 4);
    }

    /** Where we refuse a sum google/pprof goes on with a wrong one: there is nothing to agree on. */
    private static boolean overflows(List<byte[]> files) {
        return merged(files) instanceof Verdict.Refused(String reason) && reason.contains(OVERFLOW);
    }

    @Test
    void generatedProfiles_areEncodedToTheBytesThatPprofWrites() {
        List<String> differing = new ArrayList<>();
        try (Generator generator = Generator.ofProfiles();
                Oracle encode = Oracle.start("encode")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] raw = generator.make(seed, 0);
                if (!sameEncoding(encode, raw)) {
                    differing.add("seed-" + seed);
                }
            }
        }
        assertThat(differing).isEmpty();
    }

    @Test
    void fixtures_areEncodedToTheBytesThatPprofWrites() {
        try (Oracle encode = Oracle.start("encode")) {
            for (Path file : RealProfiles.fixtures()) {
                byte[] stored = RealProfiles.bytes(file);
                assertThat(!isReadable(stored) || sameEncoding(encode, stored))
                        .as(RealProfiles.name(file))
                        .isTrue();
            }
        }
    }

    private static boolean sameEncoding(Oracle encode, byte[] stored) {
        Profile profile = Pprof.read(stored, ProfileLimits.defaults()).profile();
        return encode.ask(stored) instanceof Oracle.Answer.Fine theirs
                && Arrays.equals(theirs.bytes(), Pprof.encode(profile));
    }

    /** On one thread and on three, which must give the same. */
    private static Verdict merged(List<byte[]> files) {
        Verdict merged = mergedBy(() -> oneByOne(files));
        switch (merged) {
            case Verdict.Accepted _ ->
                assertThat(mergedBy(() -> onThreads(files))).isEqualTo(merged);
            case Verdict.Refused _ ->
                assertThat(mergedBy(() -> onThreads(files))).isInstanceOf(Verdict.Refused.class);
        }
        return merged;
    }

    private static Verdict mergedBy(Supplier<Profile> merge) {
        try {
            return new Verdict.Accepted(ProfileDump.of(merge.get()));
        } catch (ProfileException e) {
            return new Verdict.Refused(e.toString());
        }
    }

    private static Profile oneByOne(List<byte[]> files) {
        Merger merger = new Merger(ProfileLimits.defaults(), Generator.FIRST_SEED);
        for (byte[] file : files) {
            merger.add(Pprof.read(file, ProfileLimits.defaults()).profile());
        }
        return merger.result();
    }

    private static Profile onThreads(List<byte[]> files) {
        ParallelMerge merge = new ParallelMerge(
                ProfileLimits.defaults(),
                Generator.FIRST_SEED,
                3,
                Thread.ofPlatform().factory());
        try {
            return merge.merge(files.stream().map(Input::new).toList(), Progress.NONE);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }

    private record Input(ByteArrayInputStream file) implements ParallelMerge.Input {
        Input(byte[] file) {
            this(new ByteArrayInputStream(file));
        }

        @Override
        public String name() {
            return "input";
        }

        @Override
        public Profile read(ProfileReader reader) {
            try {
                return reader.read(file).profile();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
