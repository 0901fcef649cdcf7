package dev.hone.cache;

import dev.hone.base.ByteSize;
import java.time.Duration;

/**
 * How much is kept on this machine.
 *
 * @param most the bytes that are kept; when there are more, the longest unused go
 * @param age for how long something unused is kept
 * @param largest the largest body that is taken in
 */
public record LocalSettings(ByteSize most, Duration age, ByteSize largest) {
    public static final LocalSettings USUAL =
            new LocalSettings(ByteSize.parse("10GiB"), Duration.ofDays(30), ByteSize.parse("4GiB"));
}
