package dev.hone.profile;

import java.util.Arrays;

/** The stacks of a legacy CPU profile as addresses, and what is tidied up in them. */
final class LegacyStacks {
    private static final int NONE = -1;

    private final Budget budget;
    private final IntColumn starts;
    private final LongColumn addresses;

    LegacyStacks(Budget budget) {
        this.budget = budget;
        this.starts = new IntColumn(budget);
        this.addresses = new LongColumn(budget);
        starts.add(0);
    }

    int size() {
        return starts.size() - 1;
    }

    int start(int stack) {
        return starts.get(stack);
    }

    int depth(int stack) {
        return starts.get(stack + 1) - starts.get(stack);
    }

    /** Adds an address to the stack that is being read, leaf first. */
    void add(long address) {
        addresses.add(address);
    }

    void endStack() {
        starts.add(addresses.size());
    }

    /**
     * Takes out the frame behind the leaf if all but one of 32 stacks have the same: the signal handler left it there. The
     * leaf is right, because it comes from the signal. Up to two frames go.
     */
    void dropHandlerFrames() {
        int margin = size() / 32;
        for (int round = 0; round < 2; round++) {
            long candidate = majority();
            if (countSecond(candidate) >= Math.max(1, size() - margin)) {
                dropSecond(candidate, true);
            }
        }
    }

    /** The address behind the leaf that more than half of the stacks have, if there is one (Boyer and Moore). */
    private long majority() {
        long candidate = 0;
        int lead = 0;
        for (int stack = 0; stack < size(); stack++) {
            if (depth(stack) > 1) {
                long second = addresses.get(start(stack) + 1);
                candidate = lead == 0 ? second : candidate;
                lead += second == candidate ? 1 : -1;
            }
        }
        return candidate;
    }

    private int countSecond(long address) {
        int count = 0;
        for (int stack = 0; stack < size(); stack++) {
            count += depth(stack) > 1 && addresses.get(start(stack) + 1) == address ? 1 : 0;
        }
        return count;
    }

    /** Takes out the leaf's double: the unwinder saw the leaf, too, and the reader took it for a call. */
    void dropDoubledLeaves() {
        dropSecond(0, false);
    }

    /** Takes out the frame behind the leaf where it is {@code address}, or else where it is the leaf's less one. */
    private void dropSecond(long address, boolean given) {
        int to = 0;
        int from = 0;
        for (int stack = 0; stack < size(); stack++) {
            int first = from;
            int end = starts.get(stack + 1);
            long unwanted = given || first == end ? address : addresses.get(first) - 1;
            starts.set(stack, to);
            for (; from < end; from++) {
                if (from != first + 1 || addresses.get(from) != unwanted) {
                    addresses.set(to++, addresses.get(from));
                }
            }
        }
        starts.set(size(), to);
        addresses.truncate(to);
    }

    /** Numbers the addresses in the order in which they first appear. */
    Numbers numbers() {
        budget.charge(20L * addresses.size());
        long[] sorted = new long[addresses.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = addresses.get(i);
        }
        Arrays.sort(sorted);
        Numbers numbers = new Numbers(sorted, new int[sorted.length], new LongColumn(budget));
        for (int i = 0; i < addresses.size(); i++) {
            numbers.see(addresses.get(i));
        }
        return numbers;
    }

    long address(int stack, int frame) {
        return addresses.get(start(stack) + frame);
    }

    /** The different addresses, numbered from 0. */
    static final class Numbers {
        /** Equal addresses may stand here several times; the place that a search finds for one is always the same. */
        private final long[] sorted;

        private final int[] numbers;
        final LongColumn ordered;

        private Numbers(long[] sorted, int[] numbers, LongColumn ordered) {
            this.sorted = sorted;
            this.numbers = numbers;
            this.ordered = ordered;
            Arrays.fill(numbers, NONE);
        }

        private void see(long address) {
            int place = Arrays.binarySearch(sorted, address);
            if (numbers[place] == NONE) {
                numbers[place] = ordered.size();
                ordered.add(address);
            }
        }

        int of(long address) {
            return numbers[Arrays.binarySearch(sorted, address)];
        }
    }
}
