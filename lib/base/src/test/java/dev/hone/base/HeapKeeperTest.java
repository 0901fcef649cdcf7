package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class HeapKeeperTest {
    private static final long MIB = 1 << 20;

    /** A heap in which so much lives, and that grows until it is collected. */
    private static final class Growing implements HeapKeeper.Heap {
        private long size = 16 * MIB;
        private long living = 20 * MIB;
        private int collections;

        @Override
        public long size() {
            return size;
        }

        @Override
        public void collect() {
            collections++;
            size = living;
        }
    }

    private final Growing heap = new Growing();
    private final HeapKeeper keeper = new HeapKeeper(heap, ByteSize.ofMebibytes(128), Sleeper.REAL);

    @Test
    void heap_thatGrowsOnAndOn_isCollectedNowAndThen_andStaysSmall() {
        long largest = 0;
        for (int look = 0; look < 1_000; look++) {
            heap.size += 2 * MIB;
            largest = Math.max(largest, heap.size);
            keeper.look();
        }

        assertThat(largest).isLessThanOrEqualTo(130 * MIB);
        assertThat(heap.collections).isBetween(5, 25);
    }

    @Test
    void heap_thatIsSmall_isLeftAlone() {
        heap.size = 120 * MIB;
        keeper.look();

        assertThat(heap.collections).isZero();
    }

    @Test
    void heap_inWhichMuchLives_mayGrowToAMultipleOfIt() {
        heap.living = 300 * MIB;
        heap.size = 400 * MIB;
        keeper.look();
        heap.size = 800 * MIB;
        keeper.look();
        assertThat(heap.collections).isEqualTo(1);

        heap.size = 1_501 * MIB;
        heap.living = 20 * MIB;
        keeper.look();
        heap.size = 129 * MIB;
        keeper.look();
        assertThat(heap.collections).isEqualTo(3);
    }

    @Test
    void run_looksUntilItIsInterrupted() throws InterruptedException {
        heap.size = 200 * MIB;
        CountDownLatch slept = new CountDownLatch(3);
        Thread running = Thread.ofVirtual().start(new HeapKeeper(heap, ByteSize.ofMebibytes(128), time -> {
            slept.countDown();
            if (slept.getCount() == 0) {
                new CountDownLatch(1).await();
            }
        }));
        slept.await();
        running.interrupt();
        running.join();

        assertThat(heap.collections).isEqualTo(1);
    }
}
