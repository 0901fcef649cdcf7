package dev.hone.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets each name do so many things a second, and as many at once after a pause. Remembers the names of late only. */
final class TokenBuckets {
    private static final int MOST_NAMES = 10_000;
    private static final double SECOND = 1e9;

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_NAMES;
        }
    };

    /** What is left, as of when. */
    private record Bucket(double tokens, long at) {}

    TokenBuckets(int perSecond, LongSupplier nanoClock) {
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
    }

    /** Whether a name may do one more thing now. */
    synchronized boolean take(String name) {
        long now = nanoClock.getAsLong();
        Bucket before = buckets.getOrDefault(name, new Bucket(perSecond, now));
        double tokens = Math.min(perSecond, before.tokens + (now - before.at) / SECOND * perSecond);
        boolean enough = tokens >= 1;
        buckets.put(name, new Bucket(enough ? tokens - 1 : tokens, now));
        return enough;
    }
}
