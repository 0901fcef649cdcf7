package dev.hone.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a build used, in the order in which it asked, and where that is stored.
 *
 * @param made when it was written down
 */
record Manifest(Instant made, List<Pack> packs, List<Entry> entries) {
    static final int MOST_PACKS = 1000;
    static final int MOST_ENTRIES = 200_000;
    static final int LARGEST = 32 << 20;

    Manifest {
        packs = List.copyOf(packs);
        entries = List.copyOf(entries);
    }

    /** The same without what lies in some packs. */
    Manifest without(Set<Integer> lost) {
        return new Manifest(
                made,
                packs,
                entries.stream()
                        .filter(entry -> !lost.contains(entry.place().pack()))
                        .toList());
    }

    /**
     * Several bodies one behind the other.
     *
     * @param id the SHA-256 of all of it, in hexadecimal, which names it
     * @param stored its bytes
     */
    record Pack(String id, long stored) {
        static final long LARGEST = 64L << 20;

        Pack {
            Digests.require("the id of a pack", id);
        }
    }

    /**
     * A result.
     *
     * @param size the bytes of the output
     * @param time when it was put
     * @param idle how many that wrote this down in a row had not used it
     */
    record Entry(ActionId action, OutputId output, long size, Instant time, Place place, int idle) {
        /** One that was used. */
        Entry(ActionId action, OutputId output, long size, Instant time, Place place) {
            this(action, output, size, time, place, 0);
        }

        /** The same, stored elsewhere. */
        Entry at(Place other) {
            return new Entry(action, output, size, time, other, idle);
        }

        /** The same, unused once more. */
        Entry idler() {
            return new Entry(action, output, size, time, place, idle + 1);
        }
    }

    /** How a body is stored. */
    enum Form {
        RAW(0),
        ZSTD(1),
        /** It is a module index, of use on the machine that made it only, and is not stored. */
        NOT(2);

        private final int code;

        Form(int code) {
            this.code = code;
        }

        /** The number by which it is written down. */
        int code() {
            return code;
        }

        /** Empty for what later versions may know. */
        static Optional<Form> of(int code) {
            return switch (code) {
                case 0 -> Optional.of(RAW);
                case 1 -> Optional.of(ZSTD);
                case 2 -> Optional.of(NOT);
                default -> Optional.empty();
            };
        }
    }

    /**
     * Where a body is stored.
     *
     * @param pack the number of the pack, or {@link #INLINE}: in the manifest itself
     * @param offset where it begins there
     * @param stored how many bytes it has there
     */
    record Place(int pack, Form form, long offset, long stored) {
        static final int INLINE = 0xffff;

        static final Place NONE = new Place(INLINE, Form.NOT, 0, 0);

        boolean isInPack() {
            return pack != INLINE;
        }
    }
}
