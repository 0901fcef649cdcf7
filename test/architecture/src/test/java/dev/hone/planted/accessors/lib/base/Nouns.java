package dev.hone.planted.accessors.lib.base;

import dev.hone.planted.Twin;
import java.util.function.LongSupplier;

/** Accessors that are nouns, and names that others gave. */
@Twin
record Nouns(String name, long value) implements LongSupplier {
    @Override
    public long getAsLong() {
        return settle(value);
    }

    static long settle(long value) {
        return value;
    }
}
