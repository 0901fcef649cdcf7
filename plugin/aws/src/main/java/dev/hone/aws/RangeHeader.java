package dev.hone.aws;

import dev.hone.blob.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ranges as HTTP writes them. */
final class RangeHeader {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    /** More than any server stores, and less than what some of them can add to. */
    private static final long FAR = 1L << 60;

    private RangeHeader() {}

    /** The header that asks for a range; none for a range without bytes, which HTTP cannot ask for. */
    static Optional<String> of(ByteRange range) {
        return switch (range) {
            case ByteRange.From(long offset) -> Optional.of("bytes=" + Math.min(offset, FAR) + "-");
            case ByteRange.Slice(long offset, long length)
            when length > 0 ->
                Optional.of(
                        "bytes=" + Math.min(offset, FAR) + "-" + (Math.min(offset, FAR) + Math.min(length, FAR) - 1));
            case ByteRange.Last(long length) when length > 0 -> Optional.of("bytes=-" + Math.min(length, FAR));
            case ByteRange.Slice slice -> Optional.empty();
            case ByteRange.Last last -> Optional.empty();
        };
    }

    /** The size of the whole blob, from what a server says of the part it gives. */
    static long size(@Nullable String contentRange, long length) {
        if (contentRange == null) {
            return length;
        }
        Matcher matcher = CONTENT_RANGE.matcher(contentRange);
        return matcher.matches() ? Long.parseLong(matcher.group(3)) : length;
    }
}
