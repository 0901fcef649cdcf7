package dev.hone.profile;

import java.util.Arrays;

/** A prefix code for the symbols of a block: short bit strings for frequent symbols. */
/*
 * Lengths come from Huffman's algorithm in its form with two queues. Where a length is over the limit the frequencies are
 * flattened by halves and the code is made again; that costs a fraction of a bit and happens in blocks that are odd
 * anyway. Codes follow from the lengths alone (RFC 1951, 3.2.2) and are kept with their bits reversed, as they are sent.
 */
final class HuffmanCode {
    private static final int SYMBOL_BITS = 10;

    final int[] lengths;
    private final int[] codes;

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        this.codes = codes(lengths);
    }

    /** The code that deflate prescribes by its lengths. */
    static HuffmanCode ofLengths(int[] lengths) {
        return new HuffmanCode(lengths);
    }

    /** The best code for these frequencies with no length over {@code limit}; it has at least two symbols. */
    static HuffmanCode of(int[] frequencies, int limit) {
        int[] flattened = frequencies.clone();
        for (int symbol = 0; count(flattened) < 2; symbol++) {
            flattened[symbol] = Math.max(flattened[symbol], 1);
        }
        int[] lengths = lengths(flattened);
        while (Arrays.stream(lengths).max().orElse(0) > limit) {
            for (int symbol = 0; symbol < flattened.length; symbol++) {
                flattened[symbol] = (flattened[symbol] + 1) / 2;
            }
            lengths = lengths(flattened);
        }
        return new HuffmanCode(lengths);
    }

    private static int count(int[] frequencies) {
        int used = 0;
        for (int frequency : frequencies) {
            used += frequency > 0 ? 1 : 0;
        }
        return used;
    }

    private static int[] lengths(int[] frequencies) {
        long[] leaves = sorted(frequencies);
        int[] parents = parents(leaves);
        int[] depths = new int[parents.length];
        int[] lengths = new int[frequencies.length];
        for (int node = parents.length - 2; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < leaves.length) {
                lengths[(int) leaves[node] & ((1 << SYMBOL_BITS) - 1)] = depths[node];
            }
        }
        return lengths;
    }

    /** Frequency and symbol of each used symbol, rarest first. */
    private static long[] sorted(int[] frequencies) {
        long[] leaves = new long[count(frequencies)];
        int next = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                leaves[next++] = (long) frequencies[symbol] << SYMBOL_BITS | symbol;
            }
        }
        Arrays.sort(leaves);
        return leaves;
    }

    /** The tree as the parent of each node: leaves first, then inner nodes in the order they are made, the root last. */
    private static int[] parents(long[] leaves) {
        int nodes = 2 * leaves.length - 1;
        long[] weights = new long[nodes];
        int[] parents = new int[nodes];
        for (int i = 0; i < leaves.length; i++) {
            weights[i] = leaves[i] >> SYMBOL_BITS;
        }
        int leaf = 0;
        int inner = leaves.length;
        for (int node = leaves.length; node < nodes; node++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf < leaves.length && (inner == node || weights[leaf] <= weights[inner]);
                int taken = takeLeaf ? leaf++ : inner++;
                weights[node] += weights[taken];
                parents[taken] = node;
            }
        }
        return parents;
    }

    private static int[] codes(int[] lengths) {
        int[] next = new int[17];
        for (int length : lengths) {
            next[length + 1] += length == 0 ? 0 : 1;
        }
        for (int length = 1; length < next.length; length++) {
            next[length] = (next[length] + next[length - 1]) << 1;
        }
        int[] codes = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
            }
        }
        return codes;
    }

    void write(int symbol, BitOutput out) {
        out.add(codes[symbol], lengths[symbol]);
    }

    /** How many bits symbols of these frequencies take. */
    long bits(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengths[symbol];
        }
        return bits;
    }
}
