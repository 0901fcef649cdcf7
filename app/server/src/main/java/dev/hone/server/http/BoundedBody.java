package dev.hone.server.http;

import dev.hone.base.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** The body of a request, which may neither be too large nor arrive too slowly. */
final class BoundedBody extends InputStream {
    private static final double SECOND = 1e9;

    private final InputStream body;
    private final ByteSize largest;
    private final HttpLimits limits;
    private final LongSupplier nanoClock;
    private final long start;
    private final Duration longest;
    private long received;

    BoundedBody(InputStream body, ByteSize largest, HttpLimits limits, LongSupplier nanoClock) {
        this.body = body;
        this.largest = largest;
        this.limits = limits;
        this.nanoClock = nanoClock;
        start = nanoClock.getAsLong();
        // The limit is meant for bodies of the usual largest size.
        long times = 1 + largest.bytes() / Math.max(1, limits.body().bytes());
        longest = limits.request().multipliedBy(times);
    }

    static Refusal tooLarge(ByteSize largest) {
        return new Refusal(
                Refusal.Reason.TOO_LARGE,
                largest.bytes() == 0
                        ? "this takes no body"
                        : "the body is larger than " + largest.format() + ", the most that is taken here");
    }

    long received() {
        return received;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int count = readSome(bytes, offset, length);
        if (count > 0) {
            received += count;
            checkSize();
            checkPace();
        }
        return count;
    }

    private int readSome(byte[] bytes, int offset, int length) {
        try {
            return body.read(bytes, offset, length);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw tooSlow();
            }
            // No fault of ours, and nobody is there to hear of it: it is counted like any other refusal.
            throw new Refusal(Refusal.Reason.BROKEN_OFF, "the client broke off while it sent the body");
        }
    }

    private void checkSize() {
        if (received > largest.bytes()) {
            throw tooLarge(largest);
        }
    }

    private void checkPace() {
        Duration passed = Duration.ofNanos(nanoClock.getAsLong() - start);
        Duration slow = passed.minus(limits.grace());
        if (passed.compareTo(longest) > 0
                || (slow.isPositive() && received < limits.slowest().bytes() * (slow.toNanos() / SECOND))) {
            throw tooSlow();
        }
    }

    private static Refusal tooSlow() {
        return new Refusal(Refusal.Reason.TOO_SLOW, "the body arrived too slowly");
    }
}
