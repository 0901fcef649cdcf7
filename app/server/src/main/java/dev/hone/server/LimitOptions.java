package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.UsageException;
import dev.hone.server.http.HttpLimits;
import java.time.Duration;

/** What callers may take of a server, as an operator sets it. */
final class LimitOptions {
    private static final String BODY = "--max-body";
    private static final String REQUESTS = "--max-requests";
    private static final String CONNECTIONS = "--max-connections";
    private static final String RATE = "--max-rate";
    private static final String DRAIN = "--drain";

    private static final int MOST = 1_000_000;
    private static final ByteSize LARGEST_BODY = ByteSize.ofMebibytes(1024);
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);
    private static final HttpLimits USUAL = HttpLimits.USUAL;
    /** Each holds 64 KiB of a small result, or a file. */
    private static final int SHARED = 256;

    private LimitOptions() {}

    static void declare(Declaration declaration) {
        declaration
                .size(BODY, "SIZE", "The largest profile as it is sent (default: " + USUAL.body() + ").")
                .number(
                        REQUESTS,
                        "N",
                        1,
                        MOST,
                        "Requests under way at once; more are 503 (default: " + USUAL.concurrent()
                                + "). Each may hold a profile in memory.")
                .number(CONNECTIONS, "N", 1, MOST, "Open connections (default: " + USUAL.connections() + ").")
                .number(
                        RATE,
                        "N",
                        1,
                        MOST,
                        "Requests a second for each key; more are 429 (default: " + USUAL.rate() + ").")
                .duration(
                        DRAIN,
                        "DURATION",
                        "How long requests may go on when the server stops (default: "
                                + USUAL.drain().toSeconds() + "s).");
    }

    /** The options of a process that only shares results of builds: many small requests, and no rate. */
    static void declareShared(Declaration declaration) {
        declaration
                .number(REQUESTS, "N", 1, MOST, "Requests under way at once; more wait (default: " + SHARED + ").")
                .number(CONNECTIONS, "N", 1, MOST, "Open connections (default: " + USUAL.connections() + ").")
                .duration(
                        DRAIN,
                        "DURATION",
                        "How long requests may go on when the server stops (default: "
                                + USUAL.drain().toSeconds() + "s).");
    }

    static HttpLimits shared(Arguments arguments) {
        return limits(arguments, USUAL.body(), SHARED, USUAL.rate());
    }

    static HttpLimits of(Arguments arguments) {
        return limits(arguments, body(arguments), USUAL.concurrent(), arguments.number(RATE, USUAL.rate()));
    }

    private static HttpLimits limits(Arguments arguments, ByteSize body, int concurrent, int rate) {
        return new HttpLimits(
                body,
                USUAL.header(),
                USUAL.idle(),
                USUAL.head(),
                USUAL.request(),
                USUAL.slowest(),
                USUAL.grace(),
                arguments.number(REQUESTS, concurrent),
                arguments.number(CONNECTIONS, USUAL.connections()),
                rate,
                drain(arguments));
    }

    private static ByteSize body(Arguments arguments) {
        ByteSize body = arguments.size(BODY, USUAL.body());
        if (body.bytes() == 0 || body.compareTo(LARGEST_BODY) > 0) {
            throw new UsageException(BODY + " takes more than 0 and at most " + LARGEST_BODY + ", not " + body);
        }
        return body;
    }

    private static Duration drain(Arguments arguments) {
        Duration drain = arguments.duration(DRAIN, USUAL.drain());
        if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
            throw new UsageException(DRAIN + " takes 0s to 1h");
        }
        return drain;
    }
}
