package dev.hone.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a lease says: for how long nobody else is to take the message, and how often it was delivered.
 *
 * @param hold counted by each reader from when it first saw this lease; see {@link SeenLeases}
 * @param word drawn for each lease, so that no two have the same bytes, and none the same version on a store that makes it
 *     of the bytes
 */
record Lease(int deliveries, Duration hold, String word) {
    /** No lease holds longer, whatever it says. */
    static final Duration LONGEST = Duration.ofDays(1);

    /** Many times what a lease has. */
    static final int MOST_BYTES = 4096;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 9;
    private static final Pattern TEXT = Pattern.compile("lease 1 ([0-9]{1,9}) ([0-9]{1,12}) ([0-9a-f]{16})\n");

    static Lease of(int deliveries, Duration hold, RandomGenerator random) {
        return new Lease(deliveries, hold, HexFormat.of().toHexDigits(random.nextLong()));
    }

    /** The pause before a message comes again that could not be dealt with. */
    static Duration pause(int deliveries) {
        return FIRST_PAUSE.multipliedBy(1L << Math.clamp(deliveries - 1, 0, MOST_DOUBLINGS));
    }

    byte[] bytes() {
        return "lease 1 %d %d %s\n".formatted(deliveries, hold.toMillis(), word).getBytes(StandardCharsets.US_ASCII);
    }

    /** What is no lease of ours is one like any other, so that it ends some day. */
    static Lease read(byte[] bytes, Duration otherwise) {
        Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            return new Lease(1, otherwise, "");
        }
        Duration hold = Duration.ofMillis(Long.parseLong(matcher.group(2)));
        return new Lease(
                Integer.parseInt(matcher.group(1)), hold.compareTo(LONGEST) > 0 ? LONGEST : hold, matcher.group(3));
    }
}
