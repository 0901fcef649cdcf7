package dev.hone.server.http;

import dev.hone.base.ByteSize;
import java.time.Duration;

/**
 * What one caller, or all together, may take of the server.
 *
 * @param body the largest profile, as it is sent
 * @param header the largest head of a request
 * @param idle the longest pause in a connection
 * @param head the longest time for a request's head to arrive
 * @param request the longest time for a request's body to arrive
 * @param slowest the slowest a body may arrive, in bytes a second, counted after the first {@code grace}
 * @param grace how long a body may be slow at its beginning
 * @param concurrent requests under way at once, but for signs of life
 * @param connections open connections
 * @param rate requests a second for each key
 * @param drain how long requests under way may go on when the server stops
 */
public record HttpLimits(
        ByteSize body,
        ByteSize header,
        Duration idle,
        Duration head,
        Duration request,
        ByteSize slowest,
        Duration grace,
        int concurrent,
        int connections,
        int rate,
        Duration drain) {
    /** What suits most. */
    public static final HttpLimits USUAL = new HttpLimits(
            ByteSize.ofMebibytes(64),
            ByteSize.of(16 << 10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            ByteSize.of(1 << 10),
            Duration.ofSeconds(5),
            64,
            2000,
            1000,
            Duration.ofSeconds(10));
}
