package dev.hone.profile;

import java.util.List;

/** Puts a profile together from functions, locations and samples, each known by the index it gets. */
public final class ProfileBuilder {
    private final Budget budget = new Budget(Long.MAX_VALUE);
    private final Strings strings = new Strings(new byte[0], budget);
    private final Samples samples = new Samples(strings, budget);
    private final Locations locations = new Locations(budget);
    private final Functions functions = new Functions(strings, budget);

    /** A profile without anything in it yet. */
    public ProfileBuilder() {
        strings.append(Text.EMPTY);
    }

    /** Adds a function, and gives back its index. */
    public int function(Text name, long startLine) {
        functions.ids.add(functions.size() + 1L);
        functions.names.add(string(name));
        functions.systemNames.add(0);
        functions.files.add(0);
        functions.startLines.add(startLine);
        return functions.size() - 1;
    }

    private int string(Text text) {
        if (text.isEmpty()) {
            return 0;
        }
        strings.append(text);
        return strings.size() - 1;
    }

    /** Adds a location with one line and an address of its own, and gives back its index. */
    public int location(int function, long line) {
        int location = locations.size();
        locations.ids.add(location + 1L);
        locations.mappings.add(-1);
        locations.addresses.add(location + 1L);
        locations.functions.add(function);
        locations.lines.add(line);
        locations.columns.add(0);
        locations.lineStarts.add(locations.functions.size());
        return location;
    }

    /** Adds a sample: a stack of two locations, the leaf and its caller, and a value for each type. */
    public void sample(int leaf, int caller, long... values) {
        samples.stacks.add(leaf);
        samples.stacks.add(caller);
        endStack(values);
    }

    /** Adds a sample: a stack of locations, the leaf first, and a value for each type. */
    public void sample(List<Integer> stack, long... values) {
        stack.forEach(samples.stacks::add);
        endStack(values);
    }

    private void endStack(long... values) {
        samples.stackStarts.add(samples.stacks.size());
        for (long value : values) {
            samples.values.add(value);
        }
        samples.valueStarts.add(samples.values.size());
        samples.labelStarts.add(0);
    }

    /** The profile; the builder is of no use afterwards. */
    public Profile build(List<ValueType> sampleTypes, ValueType periodType, long period) {
        return build(sampleTypes, periodType, period, 0, 0);
    }

    /** The profile with when it was taken and for how long; the builder is of no use afterwards. */
    public Profile build(
            List<ValueType> sampleTypes, ValueType periodType, long period, long timeNanos, long durationNanos) {
        Profile.Header header = new Profile.Header(
                timeNanos,
                durationNanos,
                periodType,
                period,
                Text.EMPTY,
                Text.EMPTY,
                Text.EMPTY,
                Text.EMPTY,
                List.of());
        return new Profile(header, sampleTypes, samples, List.of(), locations, functions, strings, List.of());
    }
}
