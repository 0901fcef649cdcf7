package dev.hone.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        private final Samples samples;
        private final NameTable table = new NameTable();
        private final FrameNames names;
        private final long[] flat;
        private final long[] cumulative;
        private final int[] lastSeen;

        Tally(Profile profile) {
            this.samples = profile.samples();
            this.names = new FrameNames(profile, table);
            this.flat = new long[table.size()];
            this.cumulative = new long[table.size()];
            this.lastSeen = new int[table.size()];
            Arrays.fill(lastSeen, -1);
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
                for (int line = names.count(location) - 1; line >= 0; line--) {
                    int number = names.number(location, line);
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

        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < lastSeen.length; i++) {
                if (lastSeen[i] >= 0) {
                    rows.add(new Row(table.name(i), flat[i], cumulative[i]));
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
