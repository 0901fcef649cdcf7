package dev.hone.gopgo;

import java.util.Arrays;

/** Reads stored edge maps, one after the other, into columns that are used again for the next. */
/*
 * docs/formats/edge-map.md describes the form. The bytes are copied first, so that a mapped file that somebody changes
 * meanwhile cannot be one thing when it is checked and another when it is read. Edges are in order and different by the
 * way they are written down, all but the steps that wrap; names are if each goes on with a larger byte than the one
 * before. Most numbers have one byte or two, so these cases are spelled out where many are read.
 */
final class EdgeDecoder {
    /** A name takes at least two bytes, an edge three. */
    private static final int LEAST_NAME = 2;

    private static final int LEAST_EDGE = 3;
    private static final int NUMBERS_PER_EDGE = 3;

    private byte[] bytes = {};
    private int end;
    private int at;
    private EdgeColumns columns = new EdgeColumns();
    private byte[] name = new byte[256];
    private long[] numbers = {};
    private boolean[] used = {};

    /** Takes the names, in order. */
    interface Names {
        /** The next name: the first bytes of an array that is used again. It shares so many with the name before, and no more. */
        void name(byte[] bytes, int length, int shared);
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
            long shared = at < end && bytes[at] >= 0 ? bytes[at++] : number();
            long added = at < end && bytes[at] >= 0 ? bytes[at++] : number();
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
            names.name(name, length, (int) shared);
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
        int given = numbersToTheEnd();
        int read = 0;
        long caller = -1;
        for (int left = count; left > 0; ) {
            if (given - read < 2) {
                throw StoredForm.truncated("with edges missing");
            }
            long step = numbers[read++];
            long more = numbers[read++];
            if (step < 0 || step >= names - caller - 1) {
                throw badName();
            }
            if (more < 0 || more >= left) {
                throw badCount("a caller has more edges than there are");
            }
            caller += step + 1;
            used[(int) caller] = true;
            if (given - read < NUMBERS_PER_EDGE * (more + 1)) {
                throw StoredForm.truncated("with edges missing");
            }
            read = calls((int) caller, names, (int) more + 1, read);
            left -= (int) more + 1;
        }
        if (read != given) {
            throw new GoProfileException(
                    EdgeMapError.TRAILING_BYTES,
                    (given - read) + " numbers stand behind the last edge of the edge map");
        }
    }

    /** All that is left of the map is numbers. Taken in one go they cost half of what they do one at a time. */
    private int numbersToTheEnd() {
        if (numbers.length < end - at) {
            numbers = new long[Math.max(end - at, Math.min(2 * numbers.length, StoredForm.MOST_STORED))];
        }
        byte[] from = bytes;
        long[] to = numbers;
        int next = at;
        int found = 0;
        while (next < end) {
            int first = from[next];
            if (first >= 0) {
                to[found++] = first;
                next++;
            } else if (next + 1 < end && from[next + 1] > 0) {
                to[found++] = (first & 0x7f) | from[next + 1] << 7;
                next += 2;
            } else {
                at = next;
                to[found++] = number();
                next = at;
            }
        }
        at = end;
        return found;
    }

    private int calls(int caller, int names, int count, int from) {
        int[] callers = columns.callers;
        int[] callees = columns.callees;
        long[] offsets = columns.offsets;
        long[] weights = columns.weights;
        int first = columns.size;
        int callee = 0;
        int read = from;
        for (int edge = first; edge < first + count; edge++) {
            long step = numbers[read];
            long offset = numbers[read + 1];
            if (step < 0 || step >= names - callee) {
                throw badName();
            }
            callee += (int) step;
            callers[edge] = caller;
            callees[edge] = callee;
            offsets[edge] = step == 0 && edge > first ? following(offsets[edge - 1], offset) : unzigzag(offset);
            weights[edge] = unzigzag(numbers[read + 2]);
            used[callee] = true;
            read += NUMBERS_PER_EDGE;
        }
        columns.size = first + count;
        return read;
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
