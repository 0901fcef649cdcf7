package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IdIndexTest {
    private static final Budget PLENTY = new Budget(Long.MAX_VALUE);

    private final Defects defects = new Defects();

    private IdIndex index(long... ids) {
        LongColumn column = new LongColumn(PLENTY);
        for (long id : ids) {
            column.add(id);
        }
        return IdIndex.of("thing", column, PLENTY, defects);
    }

    @Test
    void find_amongIdsThatCount_isByPosition() {
        IdIndex index = index(1, 2, 3);

        assertThat(index.find(1)).isZero();
        assertThat(index.find(3)).isEqualTo(2);
        assertThat(index.find(0)).isEqualTo(-1);
        assertThat(index.find(4)).isEqualTo(-1);
        assertThat(index.find(-1)).isEqualTo(-1);
        assertThat(index.find(1L << 32 | 1)).isEqualTo(-1);
        assertThat(defects.list()).isEmpty();
    }

    @Test
    void find_amongNone_findsNone() {
        assertThat(index().find(0)).isEqualTo(-1);
        assertThat(index().find(1)).isEqualTo(-1);
    }

    @Test
    void find_amongSmallIdsInAnyOrder_findsEach() {
        IdIndex index = index(3, 1, 7);

        assertThat(index.find(3)).isZero();
        assertThat(index.find(1)).isEqualTo(1);
        assertThat(index.find(7)).isEqualTo(2);
        assertThat(index.find(2)).isEqualTo(-1);
        assertThat(index.find(8)).isEqualTo(-1);
        assertThat(index.find(-3)).isEqualTo(-1);
    }

    @Test
    void find_amongAnyIds_agreesWithAMap() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(40);
            long[] ids = new long[size];
            Map<Long, Integer> expected = new HashMap<>();
            for (int i = 0; i < size; i++) {
                ids[i] = random.nextBoolean() ? random.nextInt(60) : random.nextLong() >> random.nextInt(60);
                expected.put(ids[i], i);
            }
            IdIndex index = index(ids);
            for (long id : ids) {
                assertThat(index.find(id)).isEqualTo(expected.get(id));
            }
            for (int i = 0; i < 50; i++) {
                long id = random.nextLong() >> random.nextInt(64);
                assertThat(index.find(id)).isEqualTo(expected.getOrDefault(id, -1));
            }
        }
    }

    @Test
    void of_manyEqualWideIds_isSoon() {
        long[] ids = new long[300_000];
        Arrays.fill(ids, Long.MIN_VALUE + 5);

        assertThat(index(ids).find(Long.MIN_VALUE + 5)).isEqualTo(ids.length - 1);
        assertThat(defects.list()).extracting(Defect::kind).containsExactly(Defect.Kind.DUPLICATE_ID);
    }
}
