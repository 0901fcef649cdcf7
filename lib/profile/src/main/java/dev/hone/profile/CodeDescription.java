package dev.hone.profile;

import java.util.Arrays;

/** The lengths of a block's two codes, run-length coded and Huffman coded in turn, as they stand at its head. */
/*
 * RFC 1951, 3.2.7: 16 repeats the length before 3 to 6 times, 17 stands for 3 to 10 zeros, 18 for 11 to 138.
 */
final class CodeDescription {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int LENGTH_SYMBOLS = 19;
    private static final int LONGEST_CODE = 7;
    private static final int FEWEST_LITERALS = 257;
    private static final int FEWEST_ORDERED = 4;
    private static final int REPEAT = 16;
    private static final int FEW_ZEROS = 17;
    private static final int MANY_ZEROS = 18;

    private final int literals;
    private final int distances;
    /** Pairs of a symbol and the value of its extra bits. */
    private final int[] runs;

    private int size;
    private final int[] frequencies = new int[LENGTH_SYMBOLS];
    private final HuffmanCode code;
    private final int ordered;

    CodeDescription(int[] literalLengths, int[] distanceLengths) {
        this.literals = used(literalLengths, FEWEST_LITERALS);
        this.distances = used(distanceLengths, 1);
        int[] all = Arrays.copyOf(literalLengths, literals + distances);
        System.arraycopy(distanceLengths, 0, all, literals, distances);
        this.runs = new int[2 * all.length];
        findRuns(all);
        this.code = HuffmanCode.of(frequencies, LONGEST_CODE);
        int last = ORDER.length;
        while (last > FEWEST_ORDERED && code.lengths[ORDER[last - 1]] == 0) {
            last--;
        }
        this.ordered = last;
    }

    private static int used(int[] lengths, int fewest) {
        int used = lengths.length;
        while (used > fewest && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private void findRuns(int[] lengths) {
        int at = 0;
        while (at < lengths.length) {
            int length = lengths[at];
            int end = at + 1;
            while (end < lengths.length && lengths[end] == length) {
                end++;
            }
            addRun(length, end - at);
            at = end;
        }
    }

    private void addRun(int length, int count) {
        int left = count;
        if (length != 0) {
            add(length, 0);
            left--;
        }
        while (left >= 3) {
            int most = length != 0 ? 6 : left < 11 ? 10 : 138;
            int taken = Math.min(left, most);
            int symbol = length != 0 ? REPEAT : left < 11 ? FEW_ZEROS : MANY_ZEROS;
            add(symbol, taken - (symbol == MANY_ZEROS ? 11 : 3));
            left -= taken;
        }
        for (; left > 0; left--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        runs[size++] = symbol;
        runs[size++] = extra;
        frequencies[symbol]++;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case FEW_ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    long bits() {
        long bits = 5 + 5 + 4 + 3L * ordered + code.bits(frequencies);
        return bits + 2L * frequencies[REPEAT] + 3L * frequencies[FEW_ZEROS] + 7L * frequencies[MANY_ZEROS];
    }

    void write(BitOutput out) {
        out.add(literals - FEWEST_LITERALS, 5);
        out.add(distances - 1, 5);
        out.add(ordered - FEWEST_ORDERED, 4);
        for (int i = 0; i < ordered; i++) {
            out.add(code.lengths[ORDER[i]], 3);
        }
        for (int i = 0; i < size; i += 2) {
            code.write(runs[i], out);
            out.add(runs[i + 1], extraBits(runs[i]));
        }
    }
}
