package dev.hone.profile;

import dev.hone.base.ByteSize;
import dev.hone.base.Setting;

/**
 * How large a profile may be before it is refused, so that a hostile file costs little.
 *
 * <p>The defaults let through every real profile we know of with room to spare. They also hold the memory that a file
 * takes to a multiple of its size: a file under 1 MB is read in a heap of 256 MB, whatever it contains.
 */
public record ProfileLimits(
        @Setting(key = "input", fallback = "1GiB", doc = "Size of the file as it is stored, compressed or not.")
        ByteSize input,

        @Setting(key = "expanded", fallback = "2000MiB", doc = "Size after decompression.")
        ByteSize expanded,

        @Setting(
                key = "memory",
                fallback = "8GiB",
                doc =
                        "Memory for reading one profile. Unless it is set, a small file gets less: 24 MiB and 128 bytes for each of its bytes.")
        ByteSize memory,

        @Setting(key = "samples", fallback = "20000000", doc = "Samples.")
        int samples,

        @Setting(key = "locations", fallback = "10000000", doc = "Locations (addresses).")
        int locations,

        @Setting(key = "functions", fallback = "5000000", doc = "Functions.")
        int functions,

        @Setting(key = "mappings", fallback = "200000", doc = "Mappings (loaded binaries).")
        int mappings,

        @Setting(key = "strings", fallback = "1GiB", doc = "Bytes of all strings together.")
        ByteSize strings,

        @Setting(key = "depth", fallback = "65536", doc = "Frames of one stack, and inlined frames of one location.")
        int depth,

        @Setting(key = "labels", fallback = "1024", doc = "Labels of one sample.")
        int labels) {

    private static final ByteSize USUAL_MEMORY = ByteSize.ofMebibytes(8 << 10);
    private static final ByteSize ANY_FILE = ByteSize.ofMebibytes(24);
    private static final ByteSize ANY_TREE = ByteSize.ofMebibytes(1 << 10);
    private static final long PER_BYTE = 128;
    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    public ProfileLimits {
        if (expanded.bytes() > LARGEST_ARRAY || input.bytes() > LARGEST_ARRAY) {
            throw new IllegalArgumentException(
                    "input and expanded must be below 2 GiB: a profile is read as one array");
        }
        if (Math.min(Math.min(samples, locations), Math.min(functions, mappings)) < 0 || Math.min(depth, labels) < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    /** The limits when nobody sets any. Written out, because reading them off the annotations costs a start 10 ms. */
    public static ProfileLimits defaults() {
        return new ProfileLimits(
                ByteSize.ofMebibytes(1 << 10),
                ByteSize.ofMebibytes(2000),
                USUAL_MEMORY,
                20_000_000,
                10_000_000,
                5_000_000,
                200_000,
                ByteSize.ofMebibytes(1 << 10),
                1 << 16,
                1 << 10);
    }

    /** The memory that a file of this size may take to be read. Who sets the limit means it for every file. */
    long memoryFor(long storedBytes) {
        return memory.equals(USUAL_MEMORY)
                ? Math.min(memory.bytes(), ANY_FILE.bytes() + PER_BYTE * storedBytes)
                : memory.bytes();
    }

    /** The memory that a call tree of any number of profiles may take. Who sets the limit means it for trees too. */
    long memoryForTree() {
        return memory.equals(USUAL_MEMORY) ? ANY_TREE.bytes() : memory.bytes();
    }
}
