package dev.hone.profile;

/** The samples of a profile as columns, by index from 0 in file order. */
public final class Samples {
    static final int INDICES_PER_LABEL = 3;

    private final Strings strings;
    final IntColumn stackStarts;
    final IntColumn stacks;
    final IntColumn valueStarts;
    final LongColumn values;
    final IntColumn labelStarts;
    /** Key, string and unit of each label, as string indices. */
    final IntColumn labelTexts;

    final LongColumn labelNumbers;

    private Samples(Samples labelled) {
        this.strings = labelled.strings;
        this.stackStarts = labelled.stackStarts;
        this.stacks = labelled.stacks;
        this.valueStarts = labelled.valueStarts;
        this.values = labelled.values;
        Budget unlimited = new Budget(Long.MAX_VALUE);
        this.labelStarts = new IntColumn(unlimited);
        this.labelTexts = new IntColumn(unlimited);
        this.labelNumbers = new LongColumn(unlimited);
        for (int i = 0; i < stackStarts.size(); i++) {
            labelStarts.add(0);
        }
    }

    /** The same samples without their labels; they share what they have in common. */
    Samples withoutLabels() {
        return new Samples(this);
    }

    Samples(Strings strings, Budget budget) {
        this.strings = strings;
        this.stackStarts = new IntColumn(budget);
        this.stacks = new IntColumn(budget);
        this.valueStarts = new IntColumn(budget);
        this.values = new LongColumn(budget);
        this.labelStarts = new IntColumn(budget);
        this.labelTexts = new IntColumn(budget);
        this.labelNumbers = new LongColumn(budget);
        stackStarts.add(0);
        valueStarts.add(0);
        labelStarts.add(0);
    }

    public int size() {
        return stackStarts.size() - 1;
    }

    /** The number of locations of a sample's stack. */
    public int depth(int sample) {
        return stackStarts.get(sample + 1) - stackStarts.get(sample);
    }

    /** The index of a location of the stack, 0 being the leaf; -1 when the profile names one that is not there. */
    public int location(int sample, int frame) {
        return stacks.get(stackStarts.get(sample) + frame);
    }

    /** The number of values; equal to the number of sample types once the profile passed a {@link Check}. */
    public int valueCount(int sample) {
        return valueStarts.get(sample + 1) - valueStarts.get(sample);
    }

    public long value(int sample, int type) {
        return values.get(valueStarts.get(sample) + type);
    }

    public int labelCount(int sample) {
        return labelStarts.get(sample + 1) - labelStarts.get(sample);
    }

    /** A label of a sample, in file order. */
    public Label label(int sample, int label) {
        int at = labelStarts.get(sample) + label;
        Text key = strings.text(labelTexts.get(INDICES_PER_LABEL * at));
        int text = labelTexts.get(INDICES_PER_LABEL * at + 1);
        if (text != 0) {
            return new Label.OfText(key, strings.text(text));
        }
        Text unit = strings.text(labelTexts.get(INDICES_PER_LABEL * at + 2));
        return new Label.OfNumber(key, labelNumbers.get(at), unit);
    }
}
