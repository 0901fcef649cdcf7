package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.UploadQueue.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class UploadQueueTest {
    private static final Job JOB = new Job(Outputs.action(1), 0, CacheListener.NONE);

    private final UploadQueue queue = new UploadQueue();

    @Test
    void add_ofWhatWaits_isNoSecondJob() {
        assertThat(queue.add(JOB)).isTrue();
        assertThat(queue.add(JOB)).isFalse();
        assertThat(queue.left()).isOne();
    }

    /** A newer result of the same action: what is on its way may be the older one. */
    @Test
    void add_ofWhatSomebodyIsAt_waitsForItsTurn() throws InterruptedException {
        queue.add(JOB);
        Job running = queue.take();
        assertThat(queue.add(JOB)).isTrue();
        assertThat(queue.left()).isEqualTo(2);
        queue.end(running);
        assertThat(queue.left()).isOne();
    }

    @Test
    void addLeft_ofWhatSomebodyIsAt_addsNothing() throws InterruptedException {
        queue.addLeft(JOB);
        Job running = queue.take();
        queue.addLeft(JOB);
        assertThat(queue.left()).isOne();
        queue.end(running);
        assertThat(queue.left()).isZero();
        queue.addLeft(JOB);
        assertThat(queue.left()).isOne();
    }
}
