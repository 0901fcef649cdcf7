package dev.hone.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of one value was measured in each function itself (flat) and in it or below it (cumulative).
 *
 * <p>Functions are told apart by name. A function that stands on a stack more than once is counted once for that sample.
 * A location without symbols counts for its binary, as {@code [name]}.
 *
 * @param type what is counted
 * @param total what 100 % is: the magnitudes of all samples, or of those that are labelled as the base of a comparison
 * @param rows every function of a sample whose value is not 0, by flat value from high to low, then by name
 */
public record FunctionTotals(ValueType type, long total, List<Row> rows) {
    public FunctionTotals {
        rows = List.copyOf(rows);
    }

    /** The totals of one function. */
    public record Row(Text name, long flat, long cumulative) {}

    /** Adds up one value column of a profile that passed {@link Check#PPROF}. */
    public static FunctionTotals of(Profile profile, int type) {
        return of(profile, type, profile);
    }

    /** The same with the total of another profile: the whole of which {@code profile} is what a filter left. */
    public static FunctionTotals of(Profile profile, int type, Profile whole) {
        Tally tally = new Tally(profile);
        tally.add(type);
        return new FunctionTotals(profile.sampleTypes().get(type), Sums.whole(whole, type), tally.rows());
    }

    /** Adds up samples, with functions numbered by name. */
    private static final class Tally {
        private static final Text UNKNOWN = Text.of("<unknown>");

        private final Samples samples;
        private final Locations locations;
        private final Map<Text, Integer> numbers = new HashMap<>();
        private final List<Text> names = new ArrayList<>();
        /** The number of each function's name, or -1 when it has none. */
        private final int[] ofFunction;
        /** The number of each mapping's name. */
        private final int[] ofMapping;

        private final int unknownNumber;
        private final long[] flat;
        private final long[] cumulative;
        private final int[] lastSeen;

        Tally(Profile profile) {
            this.samples = profile.samples();
            this.locations = profile.locations();
            this.ofMapping = profile.mappings().stream()
                    .mapToInt(mapping -> number(binary(mapping.file())))
                    .toArray();
            this.unknownNumber = number(UNKNOWN);
            Functions functions = profile.functions();
            this.ofFunction = new int[functions.size()];
            for (int i = 0; i < ofFunction.length; i++) {
                ofFunction[i] = functions.name(i).isEmpty() ? -1 : number(functions.name(i));
            }
            this.flat = new long[names.size()];
            this.cumulative = new long[names.size()];
            this.lastSeen = new int[names.size()];
            Arrays.fill(lastSeen, -1);
        }

        private int number(Text name) {
            return numbers.computeIfAbsent(name, added -> {
                names.add(added);
                return names.size() - 1;
            });
        }

        /** The last part of a path in brackets. Paths may be in any encoding, so it is cut as bytes. */
        private static Text binary(Text file) {
            String path = new String(file.bytes(), StandardCharsets.ISO_8859_1).replaceFirst("(?s)(?<=.)/+$", "");
            String name = path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
            byte[] label = ("[" + name + "]").getBytes(StandardCharsets.ISO_8859_1);
            return name.isEmpty() ? UNKNOWN : new Text(label, 0, label.length);
        }

        void add(int type) {
            for (int sample = 0; sample < samples.size(); sample++) {
                long value = samples.value(sample, type);
                if (value != 0) {
                    add(sample, value);
                }
            }
        }

        private void add(int sample, long value) {
            for (int frame = samples.depth(sample) - 1; frame >= 0; frame--) {
                int location = samples.location(sample, frame);
                int lines = Math.max(1, locations.lineCount(location));
                for (int line = lines - 1; line >= 0; line--) {
                    int number = number(location, line);
                    if (lastSeen[number] != sample) {
                        lastSeen[number] = sample;
                        cumulative[number] = Sums.add(cumulative[number], value);
                    }
                    if (frame == 0 && line == 0) {
                        flat[number] = Sums.add(flat[number], value);
                    }
                }
            }
        }

        private int number(int location, int line) {
            int number = locations.lineCount(location) == 0 ? -1 : ofFunction[locations.function(location, line)];
            if (number >= 0) {
                return number;
            }
            int mapping = locations.mapping(location);
            return mapping < 0 ? unknownNumber : ofMapping[mapping];
        }

        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < lastSeen.length; i++) {
                if (lastSeen[i] >= 0) {
                    rows.add(new Row(names.get(i), flat[i], cumulative[i]));
                }
            }
            rows.sort((a, b) -> {
                int byFlat = Long.compare(b.flat, a.flat);
                return byFlat != 0 ? byFlat : a.name.compareTo(b.name);
            });
            return rows;
        }
    }
}
