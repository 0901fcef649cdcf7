package dev.hone.profile;

import java.util.Arrays;

/** Collects literals and matches, and writes them as one block with the code that suits them best. */
/*
 * RFC 1951, 3.2.5 to 3.2.7. A block is coded with its own two codes, or with the fixed ones when it is so small that
 * describing a code costs more than it saves. Blocks that are only stored are not written: on random bytes that wastes
 * less than one per cent.
 */
final class DeflateBlock {
    private static final int CAPACITY = 1 << 14;
    private static final int END_OF_BLOCK = 256;
    private static final int LENGTH_SYMBOLS = 286;
    private static final int DISTANCE_SYMBOLS = 30;
    private static final int LONGEST_CODE = 15;
    private static final int LENGTH_BITS = 9;
    private static final int LONGEST_MATCH = 258;
    private static final int LONGEST_MATCH_SYMBOL = 285;

    private static final HuffmanCode FIXED_LITERALS = HuffmanCode.ofLengths(fixedLengths());
    private static final HuffmanCode FIXED_DISTANCES = HuffmanCode.ofLengths(filled(32, 5));

    /** A literal as it is; a match as distance and length. */
    private final int[] items = new int[CAPACITY];

    private final int[] literals = new int[LENGTH_SYMBOLS];
    private final int[] distances = new int[DISTANCE_SYMBOLS];
    private int size;

    private static int[] filled(int size, int value) {
        int[] filled = new int[size];
        Arrays.fill(filled, value);
        return filled;
    }

    private static int[] fixedLengths() {
        int[] lengths = filled(288, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        return lengths;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    void literal(byte value) {
        items[size++] = value & 0xff;
        literals[value & 0xff]++;
    }

    void match(int distance, int length) {
        items[size++] = distance << LENGTH_BITS | length;
        literals[lengthSymbol(length)]++;
        distances[distanceSymbol(distance)]++;
    }

    /** Writes the block and begins the next one. */
    void write(boolean last, BitOutput out) {
        literals[END_OF_BLOCK]++;
        HuffmanCode literalCode = HuffmanCode.of(literals, LONGEST_CODE);
        HuffmanCode distanceCode = HuffmanCode.of(distances, LONGEST_CODE);
        CodeDescription description = new CodeDescription(literalCode.lengths, distanceCode.lengths);
        long own = description.bits() + literalCode.bits(literals) + distanceCode.bits(distances);
        long fixed = FIXED_LITERALS.bits(literals) + FIXED_DISTANCES.bits(distances);
        out.add(last ? 1 : 0, 1);
        if (own < fixed) {
            out.add(2, 2);
            description.write(out);
            writeItems(literalCode, distanceCode, out);
        } else {
            out.add(1, 2);
            writeItems(FIXED_LITERALS, FIXED_DISTANCES, out);
        }
        clear();
    }

    private void writeItems(HuffmanCode literalCode, HuffmanCode distanceCode, BitOutput out) {
        for (int i = 0; i < size; i++) {
            int distance = items[i] >>> LENGTH_BITS;
            if (distance == 0) {
                literalCode.write(items[i], out);
                continue;
            }
            int length = items[i] & ((1 << LENGTH_BITS) - 1);
            literalCode.write(lengthSymbol(length), out);
            out.add(lowest(length - 3, lengthExtra(length)), lengthExtra(length));
            distanceCode.write(distanceSymbol(distance), out);
            out.add(lowest(distance - 1, distanceExtra(distance)), distanceExtra(distance));
        }
        literalCode.write(END_OF_BLOCK, out);
    }

    private void clear() {
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
        size = 0;
    }

    private static int lowest(int value, int bits) {
        return value & ((1 << bits) - 1);
    }

    /** Lengths from 3: eight symbols of one length each, then four symbols for each doubling. */
    private static int lengthSymbol(int length) {
        int above = length - 3;
        if (length == LONGEST_MATCH) {
            return LONGEST_MATCH_SYMBOL;
        }
        int extra = lengthExtra(length);
        return END_OF_BLOCK + 1 + 4 * extra + (above >> extra);
    }

    private static int lengthExtra(int length) {
        int above = length - 3;
        return above < 8 || length == LONGEST_MATCH ? 0 : 29 - Integer.numberOfLeadingZeros(above);
    }

    /** Distances from 1: four symbols of one distance each, then two symbols for each doubling. */
    private static int distanceSymbol(int distance) {
        int extra = distanceExtra(distance);
        return 2 * extra + ((distance - 1) >> extra);
    }

    private static int distanceExtra(int distance) {
        return distance <= 4 ? 0 : 30 - Integer.numberOfLeadingZeros(distance - 1);
    }
}
