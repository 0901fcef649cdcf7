package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.wire.PprofMessages.PprofProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order, the tree and the batches, the merged samples are the same. */
final class MergeLawsTest {
    private static final int ROUNDS = 300;
    private static final int MOST = 6;

    private static Profile merge(List<Profile> profiles, long seed) {
        Merger merger = new Merger(ProfileLimits.defaults(), seed);
        profiles.forEach(merger::add);
        return merger.result();
    }

    private static List<Profile> relatives(int seed) {
        return Relatives.of(seed, 1 + seed % MOST);
    }

    @Test
    void merge_inAnyOrder_givesTheSameSamples() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            List<String> expected = Facts.multiset(merge(profiles, 1));
            List<Profile> shuffled = new ArrayList<>(profiles);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(Facts.multiset(merge(shuffled, 1))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void merge_inAnyTree_givesTheSameSamples() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Profile> profiles = relatives(seed);
            List<String> expected = Facts.multiset(merge(profiles, 1));
            List<Profile> left = new ArrayList<>(profiles);
            while (left.size() > 1) {
                List<Profile> batch = new ArrayList<>();
                for (int i = 1 + random.nextInt(left.size()); i > 0; i--) {
                    batch.add(left.remove(random.nextInt(left.size())));
                }
                left.add(merge(batch, random.nextLong()));
                if (left.size() == 2) {
                    left.add(merge(List.of(left.removeFirst(), left.removeFirst()), 5));
                }
            }
            assertThat(Facts.multiset(merge(left, 1))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void merge_withAnotherSeed_givesTheSameBytes() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            assertThat(Pprof.encode(merge(relatives(seed), 1))).isEqualTo(Pprof.encode(merge(relatives(seed), -77)));
        }
    }

    @Test
    void merge_ofOne_isAFixedPoint() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Profile once = merge(relatives(seed), 1);
            assertThat(Pprof.encode(merge(List.of(once), 1)))
                    .as("seed %d", seed)
                    .isEqualTo(Pprof.encode(once));
        }
    }

    @Test
    void merge_withAProfileWithoutSamples_changesNoSample() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            List<String> expected = Facts.multiset(merge(profiles, 1));
            PprofProfile.Builder empty =
                    Relatives.message(profiles.getFirst()).toBuilder().clearSample();
            List<Profile> more = new ArrayList<>(profiles);
            more.add(Relatives.decode(empty.build()));
            assertThat(Facts.multiset(merge(more, 1))).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
