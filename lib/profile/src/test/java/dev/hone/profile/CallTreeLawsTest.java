package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the profile, the tree and its views say the same about it. */
final class CallTreeLawsTest {
    private static final int ROUNDS = 300;
    private static final int MOST = 4;

    private static List<Profile> relatives(int seed) {
        return Relatives.of(seed, 1 + seed % MOST);
    }

    private static CallTree tree(List<Profile> profiles, long seed) {
        CallTreeBuilder builder = new CallTreeBuilder(1, ProfileLimits.defaults(), seed);
        profiles.forEach(profile -> builder.add(0, profile, profile.defaultType()));
        return builder.tree();
    }

    private static boolean hasTypes(List<Profile> profiles) {
        return !profiles.getFirst().sampleTypes().isEmpty();
    }

    @Test
    void functions_haveTheFiguresOfTheTable() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            if (!hasTypes(profiles)) {
                continue;
            }
            Profile profile = profiles.getFirst();
            CallTree tree = tree(List.of(profile), 1);
            FunctionTotals totals = FunctionTotals.of(profile, profile.defaultType());

            assertThat(tree.total(CallTree.ROOT, 0)).isEqualTo(Sums.ofTypes(profile)[profile.defaultType()]);
            for (FunctionTotals.Row row : totals.rows()) {
                int function = tree.functions().indexOf(row.name());
                assertThat(tree.flat(0)[function]).as("seed %d", seed).isEqualTo(row.flat());
                assertThat(tree.cumulative(0)[function]).as("seed %d", seed).isEqualTo(row.cumulative());
                assertThat(tree.from(function).total(CallTree.ROOT, 0)).isEqualTo(row.cumulative());
                assertThat(tree.callersOf(function).total(CallTree.ROOT, 0)).isEqualTo(row.cumulative());
            }
        }
    }

    @Test
    void everyNode_standsWhereItsNumbersSay() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            if (hasTypes(profiles)) {
                requireOrder(tree(profiles, 1));
                requireOrder(tree(profiles, 1).callers());
            }
        }
    }

    private static void requireOrder(CallTree tree) {
        for (int node = 0; node < tree.size(); node++) {
            long below = 0;
            int previous = CallTree.NONE;
            for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
                assertThat(tree.parent(child)).isEqualTo(node);
                assertThat(tree.depth(child)).isEqualTo(tree.depth(node) + 1);
                assertThat(previous < 0 || tree.total(previous, 0) >= tree.total(child, 0))
                        .isTrue();
                assertThat(previous < 0 || tree.function(previous) != tree.function(child))
                        .isTrue();
                below += tree.total(child, 0);
                previous = child;
            }
            assertThat(tree.total(node, 0)).isEqualTo(tree.self(node, 0) + below);
        }
    }

    @Test
    void order_andSeed_makeNoDifference() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            if (hasTypes(profiles)) {
                List<Profile> shuffled = new ArrayList<>(profiles);
                Collections.shuffle(shuffled, new Random(seed));
                assertThat(Outline.of(tree(shuffled, -5))).as("seed %d", seed).isEqualTo(Outline.of(tree(profiles, 1)));
            }
        }
    }

    @Test
    void callersOfCallers_areTheTreeAgain() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> profiles = relatives(seed);
            if (hasTypes(profiles)) {
                // Once, because turning a tree round leaves out stacks whose values cancel to zero.
                CallTree sound = tree(profiles, 1).callers().callers();
                assertThat(Outline.of(sound.callers().callers()))
                        .as("seed %d", seed)
                        .isEqualTo(Outline.of(sound));
            }
        }
    }

    @Test
    void changes_turnedRound_areTheOppositeOnes_andToItselfNone() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Profile> pair = Relatives.of(seed, 2);
            if (hasTypes(pair)) {
                List<String> forth = deltas(pair.getFirst(), pair.getLast(), 1);
                assertThat(deltas(pair.getLast(), pair.getFirst(), -1))
                        .as("seed %d", seed)
                        .isEqualTo(forth);
                assertThat(deltas(pair.getFirst(), pair.getFirst(), 1)).allMatch(delta -> delta.endsWith(" 0 0"));
            }
        }
    }

    private static List<String> deltas(Profile before, Profile now, int sign) {
        int type = before.defaultType();
        CallTree tree = new CallTreeBuilder(2, ProfileLimits.defaults(), 1)
                .add(0, before, type)
                .add(1, now, type)
                .tree();
        return FunctionChanges.of(tree).rows().stream()
                .map(row -> row.name() + " "
                        + sign * (row.current().flat() - row.old().flat()) + " "
                        + sign * (row.current().cumulative() - row.old().cumulative()))
                .toList();
    }
}
