package dev.hone.blob;

/** Which part of a blob is asked for. What lies beyond its end is left out, so a part may be empty. */
public sealed interface ByteRange {
    /** The whole blob. */
    static ByteRange all() {
        return new From(0);
    }

    /** From an offset to the end. */
    static ByteRange from(long offset) {
        return new From(offset);
    }

    /** At most {@code length} bytes from an offset. */
    static ByteRange of(long offset, long length) {
        return new Slice(offset, length);
    }

    /** The last {@code length} bytes. */
    static ByteRange last(long length) {
        return new Last(length);
    }

    /** Where this part lies in a blob of this size. */
    default Slice within(long size) {
        return switch (this) {
            case From(long offset) -> slice(Math.min(offset, size), size);
            case Slice(long offset, long length) ->
                slice(Math.min(offset, size), offset > size - length ? size : offset + length);
            case Last(long length) -> slice(Math.max(0, size - length), size);
        };
    }

    private static Slice slice(long start, long end) {
        return new Slice(start, Math.max(0, end - start));
    }

    /** From an offset to the end. */
    record From(long offset) implements ByteRange {
        public From {
            check(offset);
        }
    }

    /** Some bytes from an offset. */
    record Slice(long offset, long length) implements ByteRange {
        public Slice {
            check(offset);
            check(length);
        }
    }

    /** The last bytes. */
    record Last(long length) implements ByteRange {
        public Last {
            check(length);
        }
    }

    private static void check(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a range is not negative: " + number);
        }
    }
}
