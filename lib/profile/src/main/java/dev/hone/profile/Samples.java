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

    /** The same samples with other stacks. */
    private Samples(Samples other, IntColumn stackStarts, IntColumn stacks) {
        this.strings = other.strings;
        this.stackStarts = stackStarts;
        this.stacks = stacks;
        this.valueStarts = other.valueStarts;
        this.values = other.values;
        this.labelStarts = other.labelStarts;
        this.labelTexts = other.labelTexts;
        this.labelNumbers = other.labelNumbers;
    }

    /** The same samples with other values. */
    private Samples(Samples other, IntColumn valueStarts, LongColumn values) {
        this.strings = other.strings;
        this.stackStarts = other.stackStarts;
        this.stacks = other.stacks;
        this.valueStarts = valueStarts;
        this.values = values;
        this.labelStarts = other.labelStarts;
        this.labelTexts = other.labelTexts;
        this.labelNumbers = other.labelNumbers;
    }

    /** The same samples with the labels of others. */
    private Samples(Samples other, Samples labels) {
        this.strings = labels.strings;
        this.stackStarts = other.stackStarts;
        this.stacks = other.stacks;
        this.valueStarts = other.valueStarts;
        this.values = other.values;
        this.labelStarts = labels.labelStarts;
        this.labelTexts = labels.labelTexts;
        this.labelNumbers = labels.labelNumbers;
    }

    /** The same samples without their labels; they share what they have in common. */
    Samples withoutLabels() {
        Samples bare = new Samples(strings, new Budget(Long.MAX_VALUE));
        for (int i = 0; i < size(); i++) {
            bare.labelStarts.add(0);
        }
        return withLabels(bare);
    }

    /** The same samples with the stacks that these columns hold. */
    Samples withStacks(IntColumn stackStarts, IntColumn stacks) {
        return new Samples(this, stackStarts, stacks);
    }

    /** The same samples with the values that these columns hold. */
    Samples withValues(IntColumn valueStarts, LongColumn values) {
        return new Samples(this, valueStarts, values);
    }

    /** The same samples with the labels of others, of which only those are looked at. */
    Samples withLabels(Samples labels) {
        return new Samples(this, labels);
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

    /** The same samples with one more label, whose key is the string {@code key} and whose value the next one. */
    Samples withLabel(Strings strings, int key) {
        Samples labels = new Samples(strings, new Budget(Long.MAX_VALUE));
        Text replaced = strings.text(key);
        for (int sample = 0; sample < size(); sample++) {
            for (int label = labelStarts.get(sample); label < labelStarts.get(sample + 1); label++) {
                boolean isText = labelTexts.get(INDICES_PER_LABEL * label + 1) != 0;
                if (!isText
                        || !strings.text(labelTexts.get(INDICES_PER_LABEL * label))
                                .equals(replaced)) {
                    labels.addLabel(this, label);
                }
            }
            labels.labelTexts.add(key);
            labels.labelTexts.add(key + 1);
            labels.labelTexts.add(0);
            labels.labelNumbers.add(0);
            labels.labelStarts.add(labels.labelNumbers.size());
        }
        return withLabels(labels);
    }

    /** Adds a label that stands at that place in the columns of samples of the same strings. */
    void addLabel(Samples source, int label) {
        for (int i = 0; i < INDICES_PER_LABEL; i++) {
            labelTexts.add(source.labelTexts.get(INDICES_PER_LABEL * label + i));
        }
        labelNumbers.add(source.labelNumbers.get(label));
    }

    /** Ends a sample, whose stack was added, with the values and labels of another one of the same strings. */
    void finishLike(Samples source, int sample) {
        for (int i = 0; i < source.valueCount(sample); i++) {
            values.add(source.value(sample, i));
        }
        for (int label = source.labelStarts.get(sample); label < source.labelStarts.get(sample + 1); label++) {
            addLabel(source, label);
        }
        stackStarts.add(stacks.size());
        valueStarts.add(values.size());
        labelStarts.add(labelNumbers.size());
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
