package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Offsets that fall into one slot of a hash table with a known mix: those of the finish of splitmix64, which is what tables
 * use that do not fear anyone.
 */
final class Collisions {
    private static final long PAIR_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long FIRST_FACTOR = 0xbf58476d1ce4e5b9L;
    private static final long SECOND_FACTOR = 0x94d049bb133111ebL;

    private Collisions() {}

    /** Different offsets that, with this caller and callee, all have 4711 in the upper half of their mix. */
    static long[] offsets(int caller, int callee, int count) {
        long pair = ((long) caller << Integer.SIZE | callee) * PAIR_FACTOR;
        return LongStream.range(0, count)
                .map(low -> 4711L << Integer.SIZE | low)
                .map(mixed -> unmixed(mixed) ^ pair ^ (pair >>> 29))
                .toArray();
    }

    /** Different names that are all the same to {@link Text#hashCode}, as to {@link String#hashCode}. */
    static List<Text> names(int count) {
        int pairs = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(0, pairs)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(Text::of)
                .toList();
    }

    private static long unmixed(long mixed) {
        long second = mixed * inverse(SECOND_FACTOR);
        return (second ^ (second >>> Integer.SIZE)) * inverse(FIRST_FACTOR);
    }

    /** The number that an odd one has to be multiplied by to give 1; each step doubles the bits that are right. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
