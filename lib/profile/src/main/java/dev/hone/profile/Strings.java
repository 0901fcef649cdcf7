package dev.hone.profile;

import java.util.Arrays;

/** The string table: every name, file and label of a profile, by index. Index 0 is the empty string. */
public final class Strings {
    private final Budget budget;
    private byte[] bytes;
    private int used;
    final IntColumn starts;
    final IntColumn lengths;

    Strings(byte[] bytes, Budget budget) {
        this.budget = budget;
        this.bytes = bytes;
        this.used = bytes.length;
        this.starts = new IntColumn(budget);
        this.lengths = new IntColumn(budget);
    }

    /** The same strings in a table of its own, to which more can be added. */
    Strings copy() {
        Budget unlimited = new Budget(Long.MAX_VALUE);
        Strings copy = new Strings(Arrays.copyOf(bytes, used), unlimited);
        for (int i = 0; i < size(); i++) {
            copy.starts.add(starts.get(i));
            copy.lengths.add(lengths.get(i));
        }
        return copy;
    }

    public int size() {
        return starts.size();
    }

    /** The string at {@code index}; it shares the table's bytes. */
    public Text text(int index) {
        int length = lengths.get(index);
        return length == 0 ? Text.EMPTY : new Text(bytes, starts.get(index), length);
    }

    /** Adds a copy of a text at the end of the table, whether it is there already or not. */
    void append(Text text) {
        starts.add(used);
        lengths.add(text.length());
        while (bytes.length - used < text.length()) {
            bytes = Arrays.copyOf(bytes, budget.grow(bytes.length, 1));
        }
        text.copyTo(bytes, used);
        used += text.length();
    }

    boolean contains(Text text) {
        for (int i = 0; i < size(); i++) {
            if (lengths.get(i) == text.length() && text(i).equals(text)) {
                return true;
            }
        }
        return false;
    }

    boolean has(int index) {
        return index >= 0 && index < starts.size();
    }

    /** The string at {@code index}, which {@code owner} refers to and which must be there. */
    Text require(int index, String owner) {
        if (!has(index)) {
            throw ProfileException.malformed("not a sound pprof profile: " + owner + " refers to a string that is not "
                    + "among its " + starts.size());
        }
        return text(index);
    }
}
