package dev.hone.profile;

import java.util.Arrays;

/** Puts the labels of a sample in the order in which google/pprof writes them: strings by key, then numbers by key. */
/*
 * Labels of one key keep their order, which has a meaning. Most files have them in order already. A few are sorted by
 * insertion; a sample with very many goes to the library's merge sort, so that a hostile one costs n log n.
 */
final class LabelOrder {
    private static final int FEW = 24;

    private final Samples samples;
    private final Strings strings;
    private int[] order = {};
    private int count;

    LabelOrder(Samples samples, Strings strings) {
        this.samples = samples;
        this.strings = strings;
    }

    /** Sorts the labels of a sample and says how many they are. */
    int sort(int sample) {
        int start = samples.labelStarts.get(sample);
        count = samples.labelStarts.get(sample + 1) - start;
        if (order.length < count) {
            order = new int[Math.max(count, FEW)];
        }
        for (int i = 0; i < count; i++) {
            order[i] = start + i;
        }
        if (count <= FEW) {
            insert();
        } else {
            sortMany();
        }
        return count;
    }

    /** Where the label of that rank stands in the columns of labels. */
    int at(int rank) {
        return order[rank];
    }

    int key(int at) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * at);
    }

    int text(int at) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * at + 1);
    }

    int unit(int at) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * at + 2);
    }

    long number(int at) {
        return samples.labelNumbers.get(at);
    }

    private void insert() {
        for (int i = 1; i < count; i++) {
            int moving = order[i];
            int to = i;
            while (to > 0 && compare(order[to - 1], moving) > 0) {
                order[to] = order[to - 1];
                to--;
            }
            order[to] = moving;
        }
    }

    private void sortMany() {
        int[] sorted = Arrays.stream(order, 0, count)
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, 0, count);
    }

    private int compare(int a, int b) {
        boolean isNumber = text(a) == 0;
        if (isNumber != (text(b) == 0)) {
            return isNumber ? 1 : -1;
        }
        return key(a) == key(b) ? 0 : strings.text(key(a)).compareTo(strings.text(key(b)));
    }
}
