package dev.hone.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.Aggregation;
import dev.hone.profile.Filtered;
import dev.hone.profile.Pprof;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileFilter;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.Pruning;
import dev.hone.profile.SharedTypes;
import dev.hone.profile.ShowFrom;
import dev.hone.profile.StackFilter;
import dev.hone.profile.TagFilter;
import dev.hone.profile.TagMatch;
import dev.hone.profile.TagNames;
import dev.hone.profile.Text;
import dev.hone.profile.TextPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our filters leave what {@code go tool pprof -proto} leaves, table by table, and find nothing where it finds nothing. */
@Tag("go")
class FilterTest {
    private static final int ROUNDS = 12;
    private static final List<String> NAMES = List.of("focus", "ignore", "hide", "show", "show_from", "prune_from");
    private static final List<String> KEYS = List.of("tagshow", "taghide");
    private static final List<String> TAGS = List.of("tagfocus", "tagignore");

    /** The options of one run of pprof. */
    private record Options(List<String> values, boolean inlines) {
        static Options drawn(Expressions expressions) {
            List<String> values = new ArrayList<>();
            NAMES.forEach(_ -> values.add(expressions.perhaps(expressions.name())));
            KEYS.forEach(_ -> values.add(expressions.perhaps(expressions.name())));
            TAGS.forEach(_ -> values.add(expressions.perhaps(expressions.tag())));
            return new Options(values, expressions.coin());
        }

        List<String> words() {
            List<String> names =
                    Stream.of(NAMES, KEYS, TAGS).flatMap(List::stream).toList();
            List<String> words = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                words.add("-" + names.get(i) + "=" + values.get(i));
            }
            words.add("-noinlines=" + !inlines);
            return words;
        }

        private @Nullable TextPattern name(int option) {
            String value = values.get(option);
            return value.isEmpty() ? null : TextPattern.of(value);
        }

        private @Nullable TagMatch tag(int option) {
            String value = values.get(NAMES.size() + KEYS.size() + option);
            return value.isEmpty() ? null : TagMatch.of(value);
        }

        ProfileFilter filter() {
            TextPattern showFrom = name(4);
            return new ProfileFilter(
                    StackFilter.of(name(0), name(1), name(2), name(3)),
                    showFrom == null ? null : new ShowFrom(showFrom),
                    TagFilter.of(tag(0), tag(1)),
                    TagNames.of(name(6), name(7)),
                    name(5));
        }

        /** Whether one of them finds the empty name of the mapping that pprof gives to a profile without any. */
        boolean findsNothing() {
            return values.subList(0, NAMES.size()).stream()
                    .anyMatch(value -> !value.isEmpty() && !value.equals("(") && matchesEmpty(value));
        }

        private static boolean matchesEmpty(String expression) {
            return Pattern.compile(expression).matcher("").find();
        }
    }

    @Test
    void fixtures_areFilteredAsByPprof() {
        compareFiles("filter-fixtures", RealProfiles.fixtures());
    }

    @Test
    void corpus_ifThereIsOne_isFilteredAsByPprof() {
        compareFiles("filter-corpus", RealProfiles.corpus());
    }

    private static void compareFiles(String suite, List<Path> files) {
        Run run = new Run(suite);
        try (Oracle pprof = Oracle.start("pprof")) {
            for (Path file : files) {
                byte[] stored = RealProfiles.bytes(file);
                if (Verdict.ofFile(stored) instanceof Verdict.Accepted) {
                    for (int round = 0; round < ROUNDS; round++) {
                        run.compare(pprof, RealProfiles.name(file), stored, Generator.FIRST_SEED + round);
                    }
                }
            }
        }
        run.end();
    }

    @Test
    void generatedProfiles_areFilteredAsByPprof() {
        Run run = new Run("filter-generated");
        try (Generator generator = Generator.ofProfiles();
                Oracle pprof = Oracle.start("pprof")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                run.compare(pprof, "seed-" + seed, generator.make(seed, 0), seed);
            }
        }
        run.end();
        assertThat(run.compared).isGreaterThan(Generator.COUNT / 2);
    }

    /** Compares one profile after the other and counts. */
    private static final class Run {
        private final Disagreements disagreements;
        private final String suite;
        private int compared;
        private int refused;
        private int samples;

        Run(String suite) {
            this.suite = suite;
            this.disagreements = new Disagreements(suite);
        }

        void compare(Oracle pprof, String name, byte[] stored, long seed) {
            Profile profile = Pprof.read(stored, ProfileLimits.defaults()).profile();
            Options options = Options.drawn(new Expressions(profile, seed));
            if ((profile.mappings().isEmpty() && options.findsNothing()) || losesBinaries(profile)) {
                return;
            }
            Verdict ours = filtered(profile, options);
            Verdict theirs = asked(pprof, options, stored);
            disagreements.compare(name + "-options-" + seed, stored, ours, theirs);
            if (ours instanceof Verdict.Accepted(String dump)) {
                compared++;
                samples += dump.contains("\nsample\t") ? 1 : 0;
            } else {
                refused++;
            }
        }

        void end() {
            System.out.printf(
                    "oracle %s: seeds from %d, %d compared, %d of them with samples left, %d refused%n",
                    suite, Generator.FIRST_SEED, compared, samples, refused);
            disagreements.assertNone();
            assertThat(samples).isGreaterThan(compared / 10);
        }
    }

    private static Verdict filtered(Profile profile, Options options) {
        try {
            Profile whole =
                    Pruning.removeUninteresting(SharedTypes.of(List.of(profile)).getFirst());
            Filtered filtered = options.filter().apply(whole);
            Profile left = options.inlines
                    ? filtered.profile()
                    : new Aggregation(false, true, true, true, true).apply(filtered.profile());
            String missed = filtered.unmatched().stream()
                    .sorted()
                    .map(FilterTest::words)
                    .collect(Collectors.joining("\n"));
            return new Verdict.Accepted(missed + "\n" + ProfileDump.of(written(left)));
        } catch (ProfileException e) {
            return new Verdict.Refused(e.toString());
        }
    }

    /** Whether pprof forgets a binary's name, because it reads like the URL of a profile that it fetched. */
    private static boolean losesBinaries(Profile profile) {
        return profile.mappings().stream()
                .anyMatch(mapping ->
                        mapping.buildId().isEmpty() && mapping.file().toString().matches("[A-Za-z][A-Za-z0-9+.-]*:.*"));
    }

    /** As a file holds it, which knows no labels that are empty: pprof writes its result, too. */
    private static Profile written(Profile profile) {
        return Pprof.decode(Pprof.encode(profile), ProfileLimits.defaults());
    }

    /** As pprof says it: {@code TagFocus expression matched no samples}. */
    private static String words(Filtered.Part part) {
        String name = Stream.of(part.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return name + " expression matched no samples";
    }

    private static Verdict asked(Oracle pprof, Options options, byte[] stored) {
        byte[] words = Several.join(
                options.words().stream().map(word -> word.getBytes(UTF_8)).toList());
        return switch (pprof.ask(Several.join(List.of(words, stored)))) {
            case Oracle.Answer.Fine fine -> {
                List<byte[]> parts = Several.split(fine.bytes());
                String missed = new String(parts.get(0), UTF_8)
                        .lines()
                        .filter(line -> line.endsWith("expression matched no samples"))
                        .collect(Collectors.joining("\n"));
                yield new Verdict.Accepted(missed + "\n" + new String(parts.get(1), ISO_8859_1));
            }
            case Oracle.Answer.Refused(String reason) -> new Verdict.Refused(reason);
            case Oracle.Answer.Panicked(String where) -> throw new AssertionError(where);
        };
    }

    @Test
    void prune_withWhatToKeep_isThatOfPprof() {
        Disagreements disagreements = new Disagreements("prune");
        try (Generator generator = Generator.ofProfiles();
                Oracle transform = Oracle.start("transform")) {
            for (int i = 0; i < Generator.COUNT; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] stored = generator.make(seed, 0);
                Profile profile = Pprof.read(stored, ProfileLimits.defaults()).profile();
                Expressions expressions = new Expressions(profile, seed);
                String drop = expressions.name();
                String keep = expressions.perhaps(expressions.name());
                Verdict ours = verdict(() ->
                        Pruning.prune(profile, TextPattern.of(drop), keep.isEmpty() ? null : TextPattern.of(keep)));
                compare(disagreements, transform, "seed-" + seed, List.of("prune", drop, keep), stored, ours);
            }
        }
        disagreements.assertNone();
    }

    @Test
    void aggregateAndLabel_areThoseOfPprof() {
        Disagreements disagreements = new Disagreements("aggregate");
        try (Generator generator = Generator.ofProfiles();
                Oracle transform = Oracle.start("transform")) {
            for (int i = 0; i < Generator.COUNT / 10; i++) {
                long seed = Generator.FIRST_SEED + i;
                byte[] stored = generator.make(seed, 0);
                Profile profile = Pprof.read(stored, ProfileLimits.defaults()).profile();
                List<String> words = new ArrayList<>(List.of("aggregate"));
                for (int bit = 0; bit < 5; bit++) {
                    words.add((seed >> bit & 1) == 1 ? "1" : "0");
                }
                Aggregation aggregation =
                        new Aggregation(on(words, 1), on(words, 2), on(words, 3), on(words, 4), on(words, 5));
                Verdict ours = verdict(() -> aggregation.apply(profile));
                compare(disagreements, transform, "aggregate-" + seed, words, stored, ours);
                Verdict labelled = verdict(() -> profile.withLabel(Text.of("tenant"), Text.of("true")));
                compare(
                        disagreements,
                        transform,
                        "label-" + seed,
                        List.of("label", "tenant", "true"),
                        stored,
                        labelled);
            }
        }
        disagreements.assertNone();
    }

    private static boolean on(List<String> words, int index) {
        return words.get(index).equals("1");
    }

    private static void compare(
            Disagreements disagreements,
            Oracle transform,
            String name,
            List<String> words,
            byte[] stored,
            Verdict ours) {
        byte[] packed =
                Several.join(words.stream().map(word -> word.getBytes(UTF_8)).toList());
        Verdict theirs = Verdict.of(transform.ask(Several.join(List.of(packed, stored))));
        disagreements.compare(name, stored, ours, theirs);
    }

    private static Verdict verdict(Supplier<Profile> transformation) {
        try {
            return new Verdict.Accepted(ProfileDump.of(transformation.get()));
        } catch (ProfileException e) {
            return new Verdict.Refused(e.toString());
        }
    }
}
