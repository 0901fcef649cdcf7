package dev.hone.pgo;

import static dev.hone.pgo.Fixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.blob.BlobListener.Operation;
import dev.hone.blob.BlobStore;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.ObservedBlobStore;
import dev.hone.intake.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What taking in a profile asks of the store. With a bucket, each of these is a request, and they are most of the work. */
class UploadCostTest {
    private final List<Operation> asked = Collections.synchronizedList(new ArrayList<>());
    private final Fixture.ManualClock clock = new Fixture.ManualClock();
    private final BlobStore store =
            ObservedBlobStore.over(MemoryBlobStore.create(clock), call -> asked.add(call.operation()), () -> 0);

    private List<Operation> cost(Fixture process, byte[] profile) {
        asked.clear();
        process.stage.accept(WEB, profile, Origin.UNKNOWN);
        return List.copyOf(asked);
    }

    @Test
    void accept_ofNewProfileForMixedFleet_asksForStateAndStoresThreeBlobs() {
        assertThat(cost(Fixture.over(store, clock), Samples.profile(1, 20)))
                .containsExactly(Operation.GET, Operation.PUT, Operation.PUT, Operation.PUT);
    }

    @Test
    void accept_ofNewProfileForOurselves_storesTwoBlobs() {
        assertThat(cost(new Fixture(store, clock, Fixture.buses(), false), Samples.profile(1, 20)))
                .containsExactly(Operation.GET, Operation.PUT, Operation.PUT);
    }

    @Test
    void accept_ofProfileThatIsHere_storesNothing() {
        Fixture process = Fixture.over(store, clock);
        cost(process, Samples.profile(1, 20));

        assertThat(cost(process, Samples.profile(1, 20))).containsExactly(Operation.GET, Operation.HEAD);
    }

    @Test
    void accept_ofProfileThatAnotherProcessTookIn_removesWhatItStored() {
        cost(Fixture.over(store, clock), Samples.profile(1, 20));
        clock.turn(Duration.ofMillis(1));

        assertThat(cost(Fixture.over(store, clock), Samples.profile(1, 20)))
                .containsOnlyOnce(Operation.DELETE)
                .hasSize(6);
    }

    @Test
    void accept_afterManyUploads_costsWhatTheFirstDid() {
        Fixture process = Fixture.over(store, clock);
        List<Operation> first = cost(process, Samples.profile(0, 20));
        for (int i = 1; i < 30; i++) {
            process.upload(Samples.profile(i, 20));
        }

        assertThat(cost(process, Samples.profile(99, 20))).isEqualTo(first);
    }
}
