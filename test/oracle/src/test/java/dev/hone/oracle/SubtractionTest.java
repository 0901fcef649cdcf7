package dev.hone.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Merger;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.Pruning;
import dev.hone.profile.Samples;
import dev.hone.profile.SharedTypes;
import dev.hone.profile.Subtraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left of profiles without a base is what {@code go tool pprof} leaves. */
@Tag("go")
class SubtractionTest {
    @Test
    void generatedFamilies_withoutABase_areWhatPprofLeaves() {
        Disagreements disagreements = new Disagreements("subtraction");
        int compared = 0;
        int refused = 0;
        try (Generator generator = Generator.ofFamilies();
                Oracle pprof = Oracle.start("pprof")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                List<byte[]> family = Several.split(generator.make(seed, 0));
                Subtraction subtraction = new Subtraction(seed % 3 == 0, seed % 2 == 0);
                int base = new Random(seed).nextInt(family.size());
                if (family.size() < 2 || !family.stream().allMatch(SubtractionTest::isComparable)) {
                    continue;
                }
                Verdict ours = ours(family, base, subtraction);
                if (ours instanceof Verdict.Refused(String reason) && reason.contains("64 bits")) {
                    continue; // google/pprof goes on with a wrong sum
                }
                byte[] request = request(family, base, subtraction);
                disagreements.compare("seed-" + seed, request, ours, theirs(pprof, request));
                compared += ours instanceof Verdict.Accepted ? 1 : 0;
                refused += ours instanceof Verdict.Refused ? 1 : 0;
            }
        }
        System.out.printf(
                "oracle subtraction: seeds from %d, %d compared, %d refused%n",
                Generator.FIRST_SEED, compared, refused);
        disagreements.assertNone();
        assertThat(compared).isGreaterThan(Generator.COUNT / 4);
    }

    /** Whether pprof neither loses digits, which it does above 2^53, nor the name of a binary that reads like a URL. */
    private static boolean isComparable(byte[] file) {
        Profile profile = Pprof.read(file, ProfileLimits.defaults()).profile();
        return profile.mappings().stream()
                        .noneMatch(mapping -> mapping.file().toString().matches("[A-Za-z][A-Za-z0-9+.-]*:.*"))
                && IntStream.range(0, profile.samples().size()).allMatch(sample -> isExact(profile.samples(), sample));
    }

    private static boolean isExact(Samples samples, int sample) {
        return IntStream.range(0, samples.valueCount(sample))
                .allMatch(type -> Math.abs(samples.value(sample, type)) < 1L << 40);
    }

    private static byte[] request(List<byte[]> family, int base, Subtraction subtraction) {
        List<String> words = List.of(
                (subtraction.labelled() ? "-diff_base=" : "-base=") + base, "-normalize=" + subtraction.normalized());
        List<byte[]> parts = new ArrayList<>();
        parts.add(Several.join(words.stream().map(word -> word.getBytes(UTF_8)).toList()));
        parts.addAll(family);
        return Several.join(parts);
    }

    private static Verdict theirs(Oracle pprof, byte[] request) {
        return switch (pprof.ask(request)) {
            case Oracle.Answer.Fine fine ->
                new Verdict.Accepted(new String(Several.split(fine.bytes()).get(1), ISO_8859_1));
            case Oracle.Answer.Refused(String reason) -> new Verdict.Refused(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError(where);
        };
    }

    private static Verdict ours(List<byte[]> family, int base, Subtraction subtraction) {
        try {
            List<byte[]> sources = new ArrayList<>(family);
            Profile taken = combined(List.of(sources.remove(base)));
            Profile left = subtraction.apply(combined(sources), taken, ProfileLimits.defaults(), Generator.FIRST_SEED);
            Profile pruned = Pruning.removeUninteresting(left);
            return new Verdict.Accepted(ProfileDump.of(Pprof.decode(Pprof.encode(pruned), ProfileLimits.defaults())));
        } catch (ProfileException e) {
            return new Verdict.Refused(e.toString());
        }
    }

    private static Profile combined(List<byte[]> files) {
        List<Profile> profiles = SharedTypes.of(files.stream()
                .map(file -> Pprof.read(file, ProfileLimits.defaults()).profile())
                .toList());
        if (profiles.size() == 1) {
            return profiles.getFirst();
        }
        Merger merger = new Merger(ProfileLimits.defaults(), Generator.FIRST_SEED);
        profiles.forEach(merger::add);
        return merger.result();
    }

    @Test
    void generatedFamilies_columnsInCommon_areThoseOfPprof() {
        Disagreements disagreements = new Disagreements("common-types");
        int accepted = 0;
        int panics = 0;
        try (Generator generator = Generator.ofProfiles();
                Oracle transform = Oracle.start("transform")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                List<byte[]> files = new ArrayList<>();
                for (int j = 0; j <= i % 3; j++) {
                    files.add(generator.make(seed + j, 0));
                }
                List<byte[]> parts = new ArrayList<>(List.of(Several.join(List.of("common".getBytes(UTF_8)))));
                parts.addAll(files);
                Verdict ours = common(files);
                byte[] request = Several.join(parts);
                Oracle.Answer theirs = transform.ask(request);
                if (theirs instanceof Oracle.Answer.Panicked) {
                    // A type that one profile has twice, another once and a third not at all counts as common.
                    panics++;
                    continue;
                }
                disagreements.compare("seed-" + seed, request, ours, Verdict.of(theirs));
                accepted += ours instanceof Verdict.Accepted ? 1 : 0;
            }
        }
        disagreements.assertNone();
        assertThat(panics).isLessThan(1 + Generator.COUNT / 1_000);
        assertThat(accepted).isGreaterThan(Generator.COUNT / 4);
    }

    private static Verdict common(List<byte[]> files) {
        try {
            return new Verdict.Accepted(
                    SharedTypes.of(files.stream()
                                    .map(file -> Pprof.read(file, ProfileLimits.defaults())
                                            .profile())
                                    .toList())
                            .stream()
                            .map(ProfileDump::of)
                            .collect(Collectors.joining()));
        } catch (ProfileException e) {
            return new Verdict.Refused(e.toString());
        }
    }
}
