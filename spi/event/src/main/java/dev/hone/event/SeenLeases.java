package dev.hone.event;

import dev.hone.blob.BlobVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells which leases are over, without trusting anybody's clock but for how fast it goes.
 *
 * <p>A lease does not say until when it holds but for how long, and each reader counts from when it first saw that very
 * version of it. Clocks may be days apart. If our own jumps ahead, a lease ends early and its message is delivered twice; if
 * it jumps back, the counting begins again. A reader that crashed holds a message for as long as the lease says from when
 * the first of the others looked.
 */
final class SeenLeases {
    private final InstantSource clock;
    private final Map<String, Seen> seen = new HashMap<>();

    SeenLeases(InstantSource clock) {
        this.clock = clock;
    }

    private record Seen(BlobVersion version, Instant since, Lease lease) {
        Seen notAfter(Instant now) {
            return since.isAfter(now) ? new Seen(version, now, lease) : this;
        }
    }

    /** A lease that is over, and may be taken over if it still has this version. */
    record Over(BlobVersion version, Lease lease) {}

    /**
     * The lease of a message, if it is over.
     *
     * @param reading reads the lease, and is asked once for each version of it
     */
    Optional<Over> over(String id, BlobVersion version, Supplier<Lease> reading) {
        Instant now = clock.instant();
        Seen before = seen.get(id);
        Seen current = before != null && before.version().equals(version)
                ? before.notAfter(now)
                : new Seen(version, now, reading.get());
        seen.put(id, current);
        Duration past = Duration.between(current.since(), now);
        return past.compareTo(current.lease().hold()) < 0
                ? Optional.empty()
                : Optional.of(new Over(version, current.lease()));
    }

    /** Forgets leases that are no longer there. */
    void keep(Set<String> ids) {
        seen.keySet().retainAll(ids);
    }
}
