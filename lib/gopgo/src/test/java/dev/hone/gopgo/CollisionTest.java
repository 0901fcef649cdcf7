package dev.hone.gopgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.hone.profile.Profile;
import dev.hone.profile.ProfileBuilder;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever makes a profile can choose its lines and names; that must not make us slow. */
final class CollisionTest {
    /** So many that a table with all of them in one chain takes minutes, and any other way less than a second. */
    private static final int MANY = 400_000;

    private static final Duration PLENTY = Duration.ofSeconds(15);
    private static final ValueType SAMPLES = new ValueType(Text.of("samples"), Text.of("count"));

    @Test
    void edges_ofCallsMadeToCollide_areTakenInTime() {
        ProfileBuilder builder = new ProfileBuilder();
        int leaf = builder.location(builder.function(Text.of("callee"), 1), 1);
        int caller = builder.function(Text.of("caller"), 0);
        for (long offset : Collisions.offsets(1, 0, MANY)) {
            builder.sample(leaf, builder.location(caller, offset), 1);
        }
        Profile profile = builder.build(List.of(SAMPLES), SAMPLES, 1);

        EdgeMap map = assertTimeoutPreemptively(PLENTY, () -> ProfileEdges.of(profile, GoRelease.GO_1_26));

        assertThat(map.size()).isEqualTo(MANY);
    }

    @Test
    void edges_ofNodesWithOneHash_areTakenInTime() {
        ProfileBuilder builder = new ProfileBuilder();
        int leaf = builder.location(builder.function(Text.of("callee"), 1), 1);
        for (int i = 0; i < MANY / 4; i++) {
            // A location's address grows by one; start and line make up for it in Node's hash.
            int caller = builder.function(Text.of("caller"), 1 + 31L * i);
            builder.sample(leaf, builder.location(caller, -(7L * 31 * i) - 31L * i), 1);
        }
        Profile profile = builder.build(List.of(SAMPLES), SAMPLES, 1);

        EdgeMap map = assertTimeoutPreemptively(PLENTY, () -> ProfileEdges.of(profile, GoRelease.GO_1_26));

        assertThat(map.size()).isEqualTo(MANY / 4);
    }

    @Test
    void sum_ofCallsMadeToCollide_isMadeInTime() {
        long[] offsets = Collisions.offsets(0, 1, MANY);
        EdgeColumns columns = new EdgeColumns();
        for (long offset : offsets) {
            columns.add(0, 1, offset, 1);
        }
        EdgeMap map = columns.toMap(List.of(Text.of("caller"), Text.of("callee")));

        EdgeMap sum = assertTimeoutPreemptively(
                PLENTY, () -> new EdgeSum(1).add(map).add(map).toMap());

        assertThat(sum.size()).isEqualTo(MANY);
        assertThat(sum.total()).isEqualTo(2L * MANY);
    }

    @Test
    void sum_ofNamesWithOneHash_isMadeInTime() {
        EdgeMap map = assertTimeoutPreemptively(PLENTY, () -> {
            EdgeColumns columns = new EdgeColumns();
            List<Text> names = Collisions.names(MANY / 4);
            for (int i = 1; i < names.size(); i++) {
                columns.add(0, i, 1, 1);
            }
            return columns.toMap(names);
        });

        EdgeMap sum =
                assertTimeoutPreemptively(PLENTY, () -> new EdgeSum(1).add(map).toMap());

        assertThat(sum.names()).isEqualTo(map.names());
    }
}
