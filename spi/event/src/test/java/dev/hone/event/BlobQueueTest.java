package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.ConfigurationException;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.MemoryBlobStore;
import dev.hone.blob.PutOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlobQueueTest {
    private static final String URL = "blob://q?lease=1m&poll=1s&most_deliveries=3";

    private final World world = new World();
    private final BlobStore blobs = MemoryBlobStore.create(world);
    private final EventWriter writer = writer(world);

    private EventWriter writer(World its) {
        return EventBuses.of(its.surroundings().with(blobs), List.of()).writer("blob://q");
    }

    /** A reader in another process: with leases seen, and a clock, of its own. */
    private EventReader reader(World its) {
        return EventBuses.of(its.surroundings().with(blobs), List.of()).reader(URL);
    }

    private void send(String text) {
        writer.send(Message.of("app", text));
    }

    private static Optional<String> text(Optional<Delivery> delivery) {
        return delivery.map(received -> received.message().text());
    }

    private List<String> names() {
        return blobs.stream(Listing.of("")).map(Entry::name).toList();
    }

    @Test
    void send_putsABlobWhereNoAppIs() {
        send("1");
        assertThat(names()).singleElement().asString().matches("_hone/queues/q/messages/17[0-9]{14}-[0-9a-f]{16}");
        Delivery delivery = reader(world).receive(Duration.ZERO).orElseThrow();
        assertThat(names()).hasSize(2).first().asString().startsWith("_hone/queues/q/leases/");
        delivery.done();
        assertThat(names()).isEmpty();
    }

    @Test
    void receive_byOneReader_hasTheOldestFirst() {
        List<String> sent = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
        sent.forEach(this::send);
        EventReader reader = reader(world);
        for (String expected : sent) {
            Delivery delivery = reader.receive(Duration.ZERO).orElseThrow();
            assertThat(delivery.message().text()).isEqualTo(expected);
            delivery.done();
        }
    }

    @Test
    void receive_ofNothing_looksAboutOnceAPoll() {
        assertThat(reader(world).receive(Duration.ofSeconds(10))).isEmpty();
        assertThat(world.instant()).isEqualTo(new World().instant().plusSeconds(10));
    }

    @Test
    void crash_ofAReader_bringsItsMessageBackAfterTheLease() {
        send("1");
        assertThat(reader(world).receive(Duration.ZERO)).isPresent();
        EventReader other = reader(world);
        assertThat(other.receive(Duration.ofSeconds(59))).isEmpty();
        assertThat(text(other.receive(Duration.ofSeconds(2)))).contains("1");
    }

    @Test
    void crash_ofAReaderWhoseClockIsADayAhead_bringsItsMessageBackAfterTheLease() {
        World ahead = new World();
        ahead.pass(Duration.ofDays(1));
        send("1");
        assertThat(reader(ahead).receive(Duration.ZERO)).isPresent();
        EventReader other = reader(world);
        assertThat(other.receive(Duration.ofSeconds(59))).isEmpty();
        assertThat(text(other.receive(Duration.ofSeconds(2)))).contains("1");
    }

    @Test
    void receive_byAReaderWhoseClockIsADayAhead_leavesLeasesAlone() {
        World ahead = new World();
        ahead.pass(Duration.ofDays(1));
        send("1");
        assertThat(reader(world).receive(Duration.ZERO)).isPresent();
        assertThat(reader(ahead).receive(Duration.ofSeconds(59))).isEmpty();
    }

    @Test
    void receive_whenTheClockJumps_neitherLosesNorSticks() {
        send("1");
        assertThat(reader(world).receive(Duration.ZERO)).isPresent();
        EventReader other = reader(world);
        assertThat(other.receive(Duration.ofSeconds(30))).isEmpty();
        world.pass(Duration.ofDays(-1));
        assertThat(other.receive(Duration.ofSeconds(59))).isEmpty();
        assertThat(text(other.receive(Duration.ofSeconds(2)))).contains("1");
        EventReader third = reader(world);
        assertThat(third.receive(Duration.ofSeconds(1))).isEmpty();
        world.pass(Duration.ofDays(1));
        assertThat(text(third.receive(Duration.ZERO))).contains("1");
    }

    @Test
    void again_timeAfterTime_waitsLongerAndThenParks() {
        writer.send(Message.of("app", "poison"));
        EventReader reader = reader(world);
        for (int i = 0; i < 3; i++) {
            reader.receive(Duration.ofSeconds(30)).orElseThrow().again();
            assertThat(reader.receive(Duration.ZERO)).isEmpty();
        }
        send("good");
        assertThat(text(reader.receive(Duration.ofSeconds(30)))).contains("good");
        assertThat(reader.receive(Duration.ofSeconds(30))).isEmpty();
        assertThat(names()).filteredOn(name -> name.contains("parked")).hasSize(1);
        String parked = names().getLast();
        assertThat(parked).startsWith("_hone/queues/q/parked/");
        assertThat(blobs.get(BlobKey.of(parked)).orElseThrow().bytes(100))
                .asString()
                .isEqualTo("app\npoison");
    }

    @Test
    void crash_timeAfterTime_parks() {
        send("deadly");
        for (int i = 0; i < 3; i++) {
            assertThat(reader(world).receive(Duration.ofMinutes(3))).isPresent();
        }
        assertThat(reader(world).receive(Duration.ofMinutes(3))).isEmpty();
        assertThat(names()).singleElement().asString().contains("/parked/");
    }

    @Test
    void close_timeAfterTime_doesNotPark() {
        send("1");
        for (int i = 0; i < 20; i++) {
            EventReader reader = reader(world);
            assertThat(reader.receive(Duration.ZERO)).as("time %d", i).isPresent();
            reader.close();
        }
    }

    @Test
    void done_afterSomebodyElseTookOver_isDone() {
        send("1");
        Delivery slow = reader(world).receive(Duration.ZERO).orElseThrow();
        EventReader other = reader(world);
        Delivery second = other.receive(Duration.ofMinutes(2)).orElseThrow();
        slow.done();
        second.again();
        assertThat(other.receive(Duration.ofMinutes(5))).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void again_afterSomebodyElseTookOver_leavesItThere() {
        send("1");
        Delivery slow = reader(world).receive(Duration.ZERO).orElseThrow();
        EventReader other = reader(world);
        Delivery second = other.receive(Duration.ofMinutes(2)).orElseThrow();
        slow.again();
        assertThat(reader(world).receive(Duration.ofSeconds(50))).isEmpty();
        second.done();
        assertThat(names()).isEmpty();
    }

    @Test
    void receive_besideALeaseWithoutItsMessage_sweepsIt() {
        BlobKey orphan = BlobKey.of("_hone/queues/q/leases/0000000000000001-0000000000000000");
        blobs.put(
                orphan,
                Content.of(
                        Lease.of(1, Duration.ofMinutes(1), world.surroundings().random())
                                .bytes()),
                PutOptions.REPLACE);
        blobs.put(BlobKey.of(orphan.value() + "x"), Content.of("no lease of ours"), PutOptions.REPLACE);
        send("1");
        EventReader reader = reader(world);
        for (int i = 0; i < 5; i++) {
            reader.receive(Duration.ofSeconds(30)).ifPresent(Delivery::again);
            send("" + i);
            world.pass(Duration.ofSeconds(30));
        }
        assertThat(blobs.head(orphan)).isEmpty();
        assertThat(blobs.head(BlobKey.of(orphan.value() + "x"))).isEmpty();
    }

    @Test
    void receive_ofWhatOthersPutThere_takesItOrParksIt() {
        blobs.put(BlobKey.of("_hone/queues/q/messages/by/hand"), Content.of("bare"), PutOptions.REPLACE);
        blobs.put(
                BlobKey.of("_hone/queues/q/messages/huge"),
                Content.of(new byte[StoredMessage.MOST_BYTES + 1]),
                PutOptions.REPLACE);
        EventReader reader = reader(world);
        Delivery delivery = reader.receive(Duration.ZERO).orElseThrow();
        assertThat(delivery.message()).isEqualTo(Message.of("", "bare"));
        delivery.done();
        assertThat(reader.receive(Duration.ZERO)).isEmpty();
        assertThat(names()).containsExactly("_hone/queues/q/parked/huge");
    }

    @Test
    void read_ofAnyLease_isALease() {
        Duration otherwise = Duration.ofMinutes(1);
        Lease lease = Lease.of(3, Duration.ofSeconds(5), world.surroundings().random());
        assertThat(Lease.read(lease.bytes(), otherwise)).isEqualTo(lease);
        assertThat(Lease.read(
                        "lease 1 2 999999999999 0123456789abcdef\n".getBytes(StandardCharsets.US_ASCII), otherwise))
                .isEqualTo(new Lease(2, Lease.LONGEST, "0123456789abcdef"));
        assertThat(Lease.read(new byte[] {(byte) 0xff, 0}, otherwise)).isEqualTo(new Lease(1, otherwise, ""));
    }

    @Test
    void reader_ofABadUrl_saysWhatToWrite() {
        EventBuses buses = EventBuses.of(world.surroundings().with(blobs), List.of());
        for (String url : List.of("blob://", "blob://Upper", "blob://a/b", "blob://..")) {
            assertThatThrownBy(() -> buses.reader(url)).hasMessageContaining("write blob://name");
        }
        assertThatThrownBy(() -> buses.reader("blob://q?leese=1m&lease=0s"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("did you mean 'lease'?");
        assertThatThrownBy(() -> buses.reader("blob://q?lease=25h")).hasMessageContaining("at most a day");
        assertThatThrownBy(() -> EventBuses.of(world.surroundings(), List.of()).writer("blob://q"))
                .hasMessageContaining("no blob store to keep a queue on");
    }
}
