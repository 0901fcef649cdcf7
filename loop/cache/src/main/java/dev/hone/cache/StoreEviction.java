package dev.hone.cache;

import dev.hone.blob.BlobException;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Entry.Item;
import dev.hone.blob.Listing;
import dev.hone.blob.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes room in a store of results: what was not used for longest goes first. What lies in the same store and is no result stays,
 * and so does what came or was used within the hour, since somebody may be about to ask for it.
 */
/*
 * The store is listed twice: the first time to learn how many bytes were last used in which minute, the second time to remove what is
 * older than the minute in which the rest fits. So it takes no more memory for a million results than for a thousand.
 */
public final class StoreEviction {
    private static final Duration GRACE = Duration.ofHours(1);
    private static final long MINUTE = 60;

    private final BlobStore store;
    private final Limits limits;

    /**
     * How much may be kept.
     *
     * @param most bytes as they are stored; 0 for any number
     * @param unused how long something may go without being used; zero for ever
     */
    public record Limits(long most, Duration unused) {
        public boolean none() {
            return most == 0 && unused.isZero();
        }
    }

    /** Something that is removed, or would be. */
    public record Victim(String key, long size, Instant used) {}

    /** What was found, and what of it was removed. */
    public record Result(long results, long bytes, long removed, long freed) {}

    public StoreEviction(BlobStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * Removes what is too much or too old.
     *
     * @param dry removes nothing, and only says what it would be
     * @param each is told of everything that goes, as it goes
     * @throws CacheException when the store does not answer
     */
    public Result run(Instant now, boolean dry, Consumer<Victim> each) {
        try {
            TreeMap<Long, Long> minutes = new TreeMap<>();
            long results = 0;
            long bytes = 0;
            try (Stream<Item> items = items()) {
                for (Item item : (Iterable<Item>) items::iterator) {
                    minutes.merge(minute(item), item.size(), Long::sum);
                    results++;
                    bytes += item.size();
                }
            }
            Sweep sweep = new Sweep(horizon(minutes, bytes, now), dry, each);
            try (Stream<Item> items = items()) {
                items.forEach(sweep::look);
            }
            return new Result(results, bytes, sweep.removed, sweep.freed);
        } catch (BlobException e) {
            throw new CacheException(
                    CacheError.REMOTE_FAILED, "no room can be made in the store: " + e.getMessage(), e);
        }
    }

    private Stream<Item> items() {
        return store.stream(Listing.of(""))
                .filter(Item.class::isInstance)
                .map(Item.class::cast)
                .filter(item -> CacheScope.isResult(item.key().value()));
    }

    private static long minute(Item item) {
        return Math.floorDiv(item.lastModified().getEpochSecond(), MINUTE);
    }

    /** The last minute of which everything goes. */
    private long horizon(SortedMap<Long, Long> minutes, long bytes, Instant now) {
        long horizon = limits.unused().isZero()
                ? Long.MIN_VALUE
                : Math.floorDiv(now.minus(limits.unused()).getEpochSecond(), MINUTE) - 1;
        long left = bytes;
        for (Map.Entry<Long, Long> minute : minutes.entrySet()) {
            boolean tooMuch = limits.most() > 0 && left > limits.most();
            if (!tooMuch && minute.getKey() > horizon) {
                break;
            }
            horizon = Math.max(horizon, minute.getKey());
            left -= minute.getValue();
        }
        return Math.min(horizon, Math.floorDiv(now.minus(GRACE).getEpochSecond(), MINUTE) - 1);
    }

    private final class Sweep {
        private final long horizon;
        private final boolean dry;
        private final Consumer<Victim> each;
        private long removed;
        private long freed;

        Sweep(long horizon, boolean dry, Consumer<Victim> each) {
            this.horizon = horizon;
            this.dry = dry;
            this.each = each;
        }

        void look(Item item) {
            if (minute(item) > horizon) {
                return;
            }
            each.accept(new Victim(item.key().value(), item.size(), item.lastModified()));
            if (!dry) {
                remove(item);
            }
            removed++;
            freed += item.size();
        }

        /** Not what was put or refreshed since it was listed, where the store can tell. */
        private void remove(Item item) {
            if (store.traits().contains(Trait.DELETE_IF_VERSION)) {
                store.delete(item.key(), item.version());
            } else {
                store.delete(item.key());
            }
        }
    }
}
