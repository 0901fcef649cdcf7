package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PairSumsTest {
    private record Pair(int first, int second) {}

    private static Map<Pair, Long> sums(PairSums sums) {
        Map<Pair, Long> found = new HashMap<>();
        sums.forEach((first, second, weight) -> found.put(new Pair(first, second), weight));
        return found;
    }

    @Test
    void sums_ofManyAdditions_areThoseOfAMap() {
        Random random = new Random(5);
        for (int bound : new int[] {3, 50, 5_000}) {
            PairSums sums = new PairSums(bound);
            Map<Pair, Long> expected = new HashMap<>();
            for (int occasion = 0; occasion < 8_000; occasion++) {
                Set<Pair> seen = new HashSet<>();
                for (int i = 0; i < 3; i++) {
                    Pair pair = new Pair(random.nextInt(bound), random.nextInt(bound));
                    sums.addOnce(pair.first(), pair.second(), occasion, occasion);
                    if (seen.add(pair)) {
                        expected.merge(pair, (long) occasion, Long::sum);
                    }
                }
            }

            assertThat(sums(sums)).isEqualTo(expected);
        }
    }

    @Test
    void sums_ofNothing_areNone() {
        assertThat(sums(new PairSums(0))).isEmpty();
    }

    @Test
    void addOnce_onOneOccasionAgainAndAgain_countsOnceAlsoWhenRoomIsMade() {
        PairSums sums = new PairSums(2);
        for (int i = 0; i < 10_000; i++) {
            sums.addOnce(0, 1, 7, 3);
        }

        assertThat(sums(sums)).containsExactly(Map.entry(new Pair(0, 1), 7L));
    }
}
