package dev.hone.profile;

/** The samples of a merged profile: each stack with its labels once, and its values added up. */
/*
 * A sample is written behind the others first: its stack as merged locations, its labels in their canonical form. If
 * it is among them already its values are added there and the rest is taken back. Nothing is allocated for it.
 */
final class MergedSamples {
    private final SeededHash hash;
    private final MergedStrings strings;
    private final MergedLocations locations;
    private final HashIndex index;
    private final int types;
    /** How often each value went over 64 bits, upwards less downwards; empty as long as none did. */
    private final IntColumn carries;

    final Samples samples;

    MergedSamples(int types, MergedStrings strings, MergedLocations locations, SeededHash hash, Budget budget) {
        this.types = types;
        this.hash = hash;
        this.strings = strings;
        this.locations = locations;
        this.index = new HashIndex(budget);
        this.carries = new IntColumn(budget);
        this.samples = new Samples(strings.strings, budget);
    }

    /** Adds a sample of the profile at hand with these values, and says which one it became. */
    int add(Samples source, int sample, LabelOrder labels, long[] values) {
        int stack = samples.stacks.size();
        int firstLabel = samples.labelNumbers.size();
        long key = addLabels(sample, labels, addStack(source, sample));
        for (int i = index.first(key); i >= 0; i = index.next()) {
            if (hasStack(i, stack) && hasLabels(i, firstLabel)) {
                samples.stacks.truncate(stack);
                samples.labelNumbers.truncate(firstLabel);
                samples.labelTexts.truncate(Samples.INDICES_PER_LABEL * firstLabel);
                addValues(i, values);
                return i;
            }
        }
        index.add();
        finish(values);
        return samples.size() - 1;
    }

    /** Adds all samples that were merged from what comes next, also those that are zero: they hold their place. */
    void addAll(MergedSamples next, LabelOrder labels) {
        long[] values = new long[types];
        for (int sample = 0; sample < next.samples.size(); sample++) {
            for (int type = 0; type < types; type++) {
                values[type] = next.samples.value(sample, type);
            }
            int merged = add(next.samples, sample, labels, values);
            for (int type = 0; type < types; type++) {
                carry(types * merged + type, next.carry(types * sample + type));
            }
        }
    }

    private long addStack(Samples source, int sample) {
        int depth = source.depth(sample);
        long key = hash.mix(hash.start(), depth);
        for (int frame = 0; frame < depth; frame++) {
            int location = locations.add(source.location(sample, frame));
            samples.stacks.add(location);
            key = hash.mix(key, location);
        }
        return key;
    }

    private long addLabels(int sample, LabelOrder labels, long key) {
        int first = samples.labelNumbers.size();
        int count = labels.sort(sample);
        for (int i = 0; i < count; i++) {
            int at = labels.at(i);
            boolean isText = labels.text(at) != 0;
            addTexts(
                    strings.add(labels.key(at)),
                    isText ? strings.addPresent(labels.text(at)) : 0,
                    isText ? 0 : strings.addPresent(labels.unit(at)));
            samples.labelNumbers.add(isText ? 0 : labels.number(at));
        }
        settleUnits(first);
        return mixLabels(first, key);
    }

    private void addTexts(int key, int text, int unit) {
        samples.labelTexts.add(key);
        samples.labelTexts.add(text);
        samples.labelTexts.add(unit);
    }

    /**
     * Makes the units of numbers under one key comparable. google/pprof keeps either no units or one for each number,
     * so as soon as one of them has a unit, no unit and an empty unit are the same for the others.
     */
    private void settleUnits(int first) {
        int end = samples.labelNumbers.size();
        int start = first;
        while (start < end) {
            int next = start + 1;
            boolean any = hasUnit(start);
            while (next < end && key(next) == key(start) && isNumber(next) == isNumber(start)) {
                any |= hasUnit(next++);
            }
            for (int i = start; any && next - start > 1 && i < next; i++) {
                if (!hasUnit(i)) {
                    samples.labelTexts.set(Samples.INDICES_PER_LABEL * i + 2, strings.presentEmpty());
                }
            }
            start = next;
        }
    }

    private int key(int label) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * label);
    }

    private boolean isNumber(int label) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * label + 1) == 0;
    }

    private boolean hasUnit(int label) {
        return samples.labelTexts.get(Samples.INDICES_PER_LABEL * label + 2) != 0;
    }

    private long mixLabels(int first, long key) {
        long mixed = key;
        for (int i = first; i < samples.labelNumbers.size(); i++) {
            int at = Samples.INDICES_PER_LABEL * i;
            mixed = hash.mix(mixed, (long) samples.labelTexts.get(at) << 32 | samples.labelTexts.get(at + 1));
            mixed = hash.mix(hash.mix(mixed, samples.labelTexts.get(at + 2)), samples.labelNumbers.get(i));
        }
        return mixed;
    }

    private boolean hasStack(int sample, int stack) {
        int depth = samples.stacks.size() - stack;
        return samples.depth(sample) == depth && samples.stacks.repeats(samples.stackStarts.get(sample), stack, depth);
    }

    private boolean hasLabels(int sample, int first) {
        int start = samples.labelStarts.get(sample);
        int count = samples.labelNumbers.size() - first;
        return samples.labelCount(sample) == count
                && samples.labelNumbers.repeats(start, first, count)
                && samples.labelTexts.repeats(
                        Samples.INDICES_PER_LABEL * start,
                        Samples.INDICES_PER_LABEL * first,
                        Samples.INDICES_PER_LABEL * count);
    }

    private void addValues(int sample, long[] values) {
        for (int type = 0; type < types; type++) {
            int at = types * sample + type;
            long before = samples.values.get(at);
            long after = before + values[type];
            samples.values.set(at, after);
            carry(at, Sums.carry(before, values[type], after));
        }
    }

    private void carry(int at, int times) {
        if (times != 0) {
            noteCarry(at, times);
        }
    }

    private void noteCarry(int at, int times) {
        while (carries.size() <= at) {
            carries.add(0);
        }
        carries.set(at, carries.get(at) + times);
    }

    private int carry(int at) {
        return at < carries.size() ? carries.get(at) : 0;
    }

    /** Refuses sums that do not fit 64 bits. What went over and came back is exact. */
    void requireFitting() {
        for (int at = 0; at < carries.size(); at++) {
            if (carries.get(at) != 0) {
                throw Sums.tooLarge();
            }
        }
    }

    private void finish(long[] values) {
        for (int type = 0; type < types; type++) {
            samples.values.add(values[type]);
        }
        samples.stackStarts.add(samples.stacks.size());
        samples.labelStarts.add(samples.labelNumbers.size());
        samples.valueStarts.add(samples.values.size());
    }

    /** Whether values cancelled each other so that a sample says nothing any more. */
    boolean hasZeros() {
        for (int sample = 0; sample < samples.size(); sample++) {
            boolean zero = true;
            for (int type = 0; type < types && zero; type++) {
                zero = samples.value(sample, type) == 0;
            }
            if (zero) {
                return true;
            }
        }
        return false;
    }
}
