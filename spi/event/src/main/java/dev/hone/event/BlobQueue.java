package dev.hone.event;

import dev.hone.base.Component;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobException;
import dev.hone.blob.BlobStore;
import dev.hone.blob.BlobVersion;
import dev.hone.blob.Content;
import dev.hone.blob.Entry;
import dev.hone.blob.Listing;
import dev.hone.blob.PutOptions;
import dev.hone.blob.PutOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A queue of messages on a blob store, as one of its readers sees it. One thread at a time takes; all may give back.
 *
 * <p>A message is taken by putting a lease beside it: if there is none, or over one that is over. Who dealt with it deletes
 * the message, then the lease; a crash between the two leaves a lease without a message, which is swept. Who takes a lease
 * for a message that is gone gives it back. So neither a lost answer nor a late listing nor a crash loses a message, and at
 * worst one is delivered twice.
 */
final class BlobQueue {
    private static final int MOST_CANDIDATES = 500;

    private final BlobStore store;
    private final QueueKeys keys;
    private final BlobQueueSettings settings;
    private final EventSurroundings surroundings;
    private final SeenLeases seen;
    private final List<Candidate> candidates = new ArrayList<>();

    BlobQueue(BlobStore store, QueueKeys keys, BlobQueueSettings settings, EventSurroundings surroundings) {
        this.store = store;
        this.keys = keys;
        this.settings = settings;
        this.surroundings = surroundings;
        this.seen = new SeenLeases(surroundings.clock());
    }

    /** A message that could be taken when it was looked at: it had no lease, or one that was over. */
    private record Candidate(String id, SeenLeases.@Nullable Over over) {
        int deliveries() {
            return over == null ? 0 : over.lease().deliveries();
        }
    }

    /** A message that we hold under a lease. */
    record Taken(String id, Message message, int deliveries, BlobVersion lease) {}

    /** Takes a message, if there is one that nobody holds. */
    Optional<Taken> take() {
        if (candidates.isEmpty()) {
            look();
        }
        while (!candidates.isEmpty()) {
            Optional<Taken> taken = take(candidates.removeLast());
            if (taken.isPresent()) {
                return taken;
            }
        }
        return Optional.empty();
    }

    /** Finds messages that could be taken; the oldest becomes the last of the list. */
    private void look() {
        Iterator<Entry> messages = store.stream(Listing.of(keys.messages())).iterator();
        if (!messages.hasNext()) {
            return;
        }
        Map<String, BlobVersion> leases = leases();
        seen.keep(leases.keySet());
        while (messages.hasNext() && candidates.size() < MOST_CANDIDATES) {
            String id = messages.next().name().substring(keys.messages().length());
            BlobVersion lease = leases.remove(id);
            if (lease == null) {
                candidates.add(new Candidate(id, null));
            } else {
                seen.over(id, lease, () -> read(id)).ifPresent(over -> candidates.add(new Candidate(id, over)));
            }
        }
        if (!messages.hasNext()) {
            leases.forEach(this::sweep);
        }
        Collections.reverse(candidates);
    }

    private Map<String, BlobVersion> leases() {
        Map<String, BlobVersion> leases = new HashMap<>();
        store.stream(Listing.of(keys.leases())).forEach(entry -> {
            if (entry instanceof Entry.Item item) {
                leases.put(item.name().substring(keys.leases().length()), item.version());
            }
        });
        return leases;
    }

    private Lease read(String id) {
        return store.get(keys.lease(id))
                .map(blob -> Lease.read(blob.bytes(Lease.MOST_BYTES), settings.lease()))
                .orElseGet(() -> Lease.of(0, Duration.ZERO, surroundings.random()));
    }

    /** Removes a lease that was listed without its message, once it is over and the message is really gone. */
    private void sweep(String id, BlobVersion version) {
        if (seen.over(id, version, () -> read(id)).isPresent()
                && store.head(keys.message(id)).isEmpty()) {
            store.delete(keys.lease(id));
        }
    }

    private Optional<Taken> take(Candidate candidate) {
        String id = candidate.id();
        int deliveries = candidate.deliveries() + 1;
        PutOptions condition = candidate.over() == null
                ? PutOptions.IF_ABSENT
                : PutOptions.ifVersion(candidate.over().version());
        PutOutcome outcome = putLease(id, deliveries, settings.lease(), condition);
        if (!(outcome instanceof PutOutcome.Stored(BlobVersion lease))) {
            // Others go through the same list: no use in meeting them at each of its messages.
            Collections.shuffle(candidates, Random.from(surroundings.random()));
            return Optional.empty();
        }
        try {
            return read(id, deliveries, lease);
        } catch (BlobException e) {
            release(id, deliveries - 1, Duration.ZERO, lease);
            throw e;
        }
    }

    private PutOutcome putLease(String id, int deliveries, Duration hold, PutOptions condition) {
        byte[] lease = Lease.of(deliveries, hold, surroundings.random()).bytes();
        return store.put(keys.lease(id), Content.of(lease), condition);
    }

    private Optional<Taken> read(String id, int deliveries, BlobVersion lease) {
        Optional<Blob> found = store.get(keys.message(id));
        if (found.isEmpty()) {
            store.delete(keys.lease(id));
            return Optional.empty();
        }
        try (Blob blob = found.get()) {
            if (deliveries > settings.mostDeliveries() || blob.length() > StoredMessage.MOST_BYTES) {
                store.put(keys.parked(id), Content.stream(blob.body(), blob.length()), PutOptions.REPLACE);
                delete(id);
                return Optional.empty();
            }
            Message message = StoredMessage.message(blob.bytes(StoredMessage.MOST_BYTES));
            return Optional.of(new Taken(id, message, deliveries, lease));
        }
    }

    /** Removes a message for good. */
    void delete(String id) {
        store.delete(keys.message(id));
        store.delete(keys.lease(id));
    }

    /** Lets the message come again after a pause. */
    void again(Taken taken) {
        putLease(taken.id(), taken.deliveries(), Lease.pause(taken.deliveries()), PutOptions.ifVersion(taken.lease()));
    }

    /** Lets the message come again at once, as if it had not been delivered. Does what it can. */
    void giveBack(Taken taken) {
        release(taken.id(), taken.deliveries() - 1, Duration.ZERO, taken.lease());
    }

    private void release(String id, int deliveries, Duration hold, BlobVersion lease) {
        try {
            putLease(id, deliveries, hold, PutOptions.ifVersion(lease));
        } catch (BlobException e) {
            // The lease ends by itself, only later.
            return;
        }
    }

    Component.Health check() {
        return store.check();
    }
}
