package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CompanionsTest {
    private final List<ActionId> fetched = new CopyOnWriteArrayList<>();

    private volatile Source came = Source.FETCHED;

    private Companions companions() {
        return new Companions(action -> {
            fetched.add(action);
            return came;
        });
    }

    private static ActionId printed(int action) {
        return Outputs.action(action).subkey("stdout");
    }

    @Test
    void subkey_isTheOneThatGoMakes() {
        byte[] parent = new byte[32];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = (byte) i;
        }
        // The first 32 numbers by cmd/go/internal/cache.Subkey.
        assertThat(ActionId.ofBytes(parent).subkey("stdout").hex())
                .isEqualTo("6f280e72989302b6afbed8b2c8c06aea3997b4ce7b0d456a391c674bfc772f8d");
    }

    @Test
    void companion_isFetched_onceTheStoreHadSomething() {
        try (Companions companions = companions()) {
            companions.fetchThatOf(Outputs.action(1));
            companions.asked(Source.FETCHED);
            companions.fetchThatOf(Outputs.action(2));
            companions.fetchThatOf(printed(2));
        }
        assertThat(fetched).containsExactly(printed(2));
    }

    @Test
    void companion_isNotFetched_whileTheStoreHasNothing() {
        try (Companions companions = companions()) {
            companions.asked(Source.FETCHED);
            for (int i = 0; i < 3; i++) {
                companions.asked(Source.ABSENT);
            }
            companions.fetchThatOf(Outputs.action(1));
            companions.asked(Source.TOGETHER);
            companions.fetchThatOf(Outputs.action(2));
        }
        assertThat(fetched).containsExactly(printed(2));
    }

    @Test
    void close_endsWhatIsUnderWay_andWaitsForThat() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Companions companions = new Companions(action -> hang(begun, ended))) {
            companions.asked(Source.FETCHED);
            companions.fetchThatOf(Outputs.action(1));
            begun.await();
        }
        assertThat(ended.getCount()).isZero();
    }

    private static Source hang(CountDownLatch begun, CountDownLatch ended) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            ended.countDown();
        }
        return Source.FAILED;
    }

    @Test
    void companions_thatAreNeverThere_areNotAskedForForEver() {
        came = Source.ABSENT;
        try (Companions companions = companions()) {
            companions.asked(Source.FETCHED);
            for (int i = 0; i < 100; i++) {
                companions.fetchThatOf(Outputs.action(i));
            }
        }
        assertThat(fetched).hasSize(8);
    }
}
