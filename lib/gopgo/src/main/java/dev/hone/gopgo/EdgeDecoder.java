package dev.hone.gopgo;

import java.util.Arrays;

/** Reads stored edge maps, one after the other, into columns that are used again for the next. */
/*
 * docs/formats/edge-map.md describes the form. The bytes are copied first, so that a mapped file that somebody changes
 * meanwhile cannot be one thing when it is checked and another when it is read. Edges are in order and different by the
 * way they are written down, all but the steps that wrap; names are if each goes on with a larger byte than the one
 * before. Most numbers have one byte, so that case is spelled out where it is read.
 */
final class EdgeDecoder {
    /** A name takes at least two bytes, an edge three. */
    private static final int LEAST_NAME = 2;

    private static final int LEAST_EDGE = 3;

    private byte[] bytes = {};
    private int end;
    private int at;
    private EdgeColumns columns = new EdgeColumns();
    private byte[] name = new byte[256];
    private boolean[] used = {};

    /** Takes the names, in order. */
    interface Names {
        /** The next name: the first bytes of an array that is used again. */
        void name(byte[] bytes, int length);
    }

    /** The edges of the map that was read last; valid until the next one is. */
    EdgeColumns columns() {
        return columns;
    }

    /** Reads a map: hands its names on, and leaves its edges in {@link #columns}. */
    void decode(StoredEdges stored, Names names) {
        end = stored.length();
        if (bytes.length < end) {
            bytes = new byte[Math.max(end, Math.min(2 * bytes.length, StoredForm.MOST_STORED))];
        }
        stored.copyTo(bytes);
        StoredForm.requireWhole(bytes, end);
        at = StoredForm.HEADER;
        int nameCount = count(LEAST_NAME, "names");
        int edgeCount = count(LEAST_EDGE, "edges");
        names(nameCount, names);
        if (used.length < nameCount) {
            used = new boolean[Math.max(nameCount, 2 * used.length)];
        }
        Arrays.fill(used, 0, nameCount, false);
        columns.size = 0;
        columns.reserve(edgeCount);
        edges(nameCount, edgeCount);
        requireUsed(nameCount);
        if (at != end) {
            throw new GoProfileException(
                    EdgeMapError.TRAILING_BYTES, (end - at) + " bytes stand behind the last edge of the edge map");
        }
    }

    private int count(int leastBytes, String what) {
        long count = number();
        if (count < 0 || count > (end - at) / leastBytes) {
            throw badCount(Long.toUnsignedString(count) + " " + what + " do not fit " + (end - at) + " bytes");
        }
        return (int) count;
    }

    private void names(int count, Names names) {
        int length = 0;
        int left = StoredForm.mostNameBytes(end);
        for (int i = 0; i < count; i++) {
            long shared = number();
            long added = number();
            if (shared < 0 || shared > length) {
                throw badCount(
                        "name " + i + " shares " + Long.toUnsignedString(shared) + " bytes with one of " + length);
            }
            if (added < 0 || added > end - at) {
                throw badCount("name " + i + " goes on for more bytes than there are");
            }
            requireOrder(i, (int) shared, length, (int) added);
            length = (int) (shared + added);
            left -= length;
            if (left < 0) {
                throw StoredForm.tooLarge("the names of the edge map take more than " + StoredForm.mostNameBytes(end)
                        + " bytes, and it has only " + end);
            }
            if (name.length < length) {
                name = Arrays.copyOf(name, Math.max(length, 2 * name.length));
            }
            System.arraycopy(bytes, at, name, (int) shared, (int) added);
            at += (int) added;
            names.name(name, length);
        }
    }

    /** A name is larger than the one before, and shares with it all that it can. */
    private void requireOrder(int i, int shared, int previousLength, int added) {
        boolean larger =
                i == 0 || (added > 0 && (shared == previousLength || (bytes[at] & 0xff) > (name[shared] & 0xff)));
        if (!larger) {
            throw new GoProfileException(
                    EdgeMapError.BAD_NAMES, "name " + i + " of the edge map is not behind the one before it");
        }
    }

    private void edges(int names, int count) {
        long caller = -1;
        for (int left = count; left > 0; ) {
            long step = number();
            if (step < 0 || step >= names - caller - 1) {
                throw badName();
            }
            caller += step + 1;
            long more = number();
            if (more < 0 || more >= left) {
                throw badCount("a caller has more edges than there are");
            }
            used[(int) caller] = true;
            calls((int) caller, names, (int) more + 1);
            left -= (int) more + 1;
        }
    }

    private void calls(int caller, int names, int count) {
        int[] callers = columns.callers;
        int[] callees = columns.callees;
        long[] offsets = columns.offsets;
        long[] weights = columns.weights;
        int edge = columns.size;
        int callee = 0;
        for (int last = edge + count; edge < last; edge++) {
            long step = at < end && bytes[at] >= 0 ? bytes[at++] : number();
            long offset = at < end && bytes[at] >= 0 ? bytes[at++] : number();
            long weight = at < end && bytes[at] >= 0 ? bytes[at++] : number();
            if (step < 0 || step >= names - callee) {
                throw badName();
            }
            callee += (int) step;
            callers[edge] = caller;
            callees[edge] = callee;
            offsets[edge] = step == 0 && edge > columns.size ? following(offsets[edge - 1], offset) : unzigzag(offset);
            weights[edge] = unzigzag(weight);
            used[callee] = true;
        }
        columns.size = edge;
    }

    private static long following(long offset, long step) {
        long next = offset + step + 1;
        if (next <= offset) {
            throw new GoProfileException(
                    EdgeMapError.BAD_ORDER, "two edges of the edge map are the same, or not in order");
        }
        return next;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    private void requireUsed(int names) {
        for (int i = 0; i < names; i++) {
            if (!used[i]) {
                throw new GoProfileException(
                        EdgeMapError.UNUSED_NAME, "no edge of the edge map uses its name number " + i);
            }
        }
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw StoredForm.truncated("in the middle of a number");
            }
            long next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if ((next == 0 && shift > 0) || (next > 1 && shift == 63)) {
                    break;
                }
                return value;
            }
        }
        throw new GoProfileException(
                EdgeMapError.BAD_NUMBER, "a number in the edge map is not written in the shortest way, or too large");
    }

    private static GoProfileException badCount(String found) {
        return new GoProfileException(EdgeMapError.BAD_COUNT, "the edge map contradicts itself: " + found);
    }

    private static GoProfileException badName() {
        return badCount("an edge refers to a name that is not there");
    }
}
