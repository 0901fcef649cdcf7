package dev.hone.server.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Time and chance, as the HTTP boundary needs them. */
public final class HttpSurroundings {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final LongSupplier nanoClock;
    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    public HttpSurroundings(LongSupplier nanoClock, RandomGenerator random) {
        this.nanoClock = nanoClock;
        prefix = Long.toUnsignedString(random.nextLong(), 36) + "-";
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    /** The id that a request brought, when it is one that can go into a log; else a new one. */
    String requestId(@Nullable String brought) {
        return brought != null && ID.matcher(brought).matches() ? brought : prefix + count.incrementAndGet();
    }
}
