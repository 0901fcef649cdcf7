package dev.hone.kit;

import static dev.hone.kit.ContractOfBlobs.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.Listing;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import dev.hone.blob.Swap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens when many want the same. */
interface BlobRacing extends ContractOfBlobs {
    int RACERS = 16;
    Backoff PATIENT = new Backoff(400, Duration.ofMillis(1), Duration.ofMillis(20));

    /** How many times each race is run. */
    default int rounds() {
        return 10;
    }

    private <T> List<T> race(IntFunction<T> run) {
        return Together.run(RACERS, run);
    }

    private BlobStore racer(int number) {
        return number % 2 == 0 ? store() : another();
    }

    @Test
    default void put_ifAbsent_ofManyAtOnce_hasOneWinner() {
        for (int round = 0; round < rounds(); round++) {
            String key = "race/create-" + round;
            List<PutOutcome> outcomes =
                    race(i -> racer(i).put(key(key), Content.of("racer " + i), PutOptions.IF_ABSENT));
            assertOneWinner(key, outcomes);
        }
    }

    @Test
    default void put_ifVersion_ofManyAtOnce_hasOneWinner() {
        for (int round = 0; round < rounds(); round++) {
            String key = "race/swap-" + round;
            BlobVersion version = put(key, "start");
            List<PutOutcome> outcomes =
                    race(i -> racer(i).put(key(key), Content.of("racer " + i), PutOptions.ifVersion(version)));
            assertOneWinner(key, outcomes);
        }
    }

    private void assertOneWinner(String key, List<PutOutcome> outcomes) {
        List<Integer> winners = IntStream.range(0, RACERS)
                .filter(i -> outcomes.get(i) instanceof PutOutcome.Stored)
                .boxed()
                .toList();
        assertThat(winners).as("winners of %s", key).hasSize(1);
        assertThat(text(key)).contains("racer " + winners.getFirst());
        assertThat(store().head(key(key)).orElseThrow().version())
                .isEqualTo(ContractOfBlobs.stored(outcomes.get(winners.getFirst())));
    }

    @Test
    default void swap_ofManyAtOnce_losesNoChange() {
        race(i -> {
            Swap swap = Swap.in(racer(i), PATIENT, Sleeper.REAL, new SplittableRandom(i), MOST);
            for (int times = 0; times < 5; times++) {
                swap.update(key("race/counter"), bytes("0"), BlobRacing::next);
            }
            return i;
        });
        assertThat(text("race/counter")).contains(Integer.toString(RACERS * 5));
    }

    private static byte[] next(byte[] count) {
        return bytes(Integer.toString(1 + Integer.parseInt(new String(count, StandardCharsets.UTF_8))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    default void get_whileOthersPut_isNeverAMix() {
        put("race/mixed", "a".repeat(100_000));
        race(i -> {
            for (int times = 0; times < 20; times++) {
                if (i < 4) {
                    put("race/mixed", Character.toString('a' + (times + i) % 26).repeat(100_000 + times));
                } else {
                    assertOneLetter();
                }
            }
            return i;
        });
    }

    private void assertOneLetter() {
        try (Blob blob = another().get(key("race/mixed")).orElseThrow()) {
            byte[] bytes = blob.bytes(MOST);
            assertThat(bytes).hasSize((int) blob.info().size());
            byte[] same = new byte[bytes.length];
            Arrays.fill(same, bytes[0]);
            assertThat(Arrays.equals(bytes, same)).as("bytes of one blob only").isTrue();
        }
    }

    @Test
    default void put_whileOthersDeleteTheLastBlobOfTheFolder_isStored() {
        race(i -> {
            for (int times = 0; times < 20; times++) {
                String key = "race/folder/deep/" + i;
                put(key, "1");
                assertThat(text(key)).contains("1");
                store().delete(key(key));
            }
            return i;
        });
        assertThat(store().stream(Listing.of("race/folder"))).isEmpty();
    }
}
