package dev.hone.profile;

import java.util.BitSet;

/**
 * The locations of a profile as columns, by index from 0 in file order.
 *
 * <p>A location is an address with one line for each function that was inlined there: line 0 is the innermost, the last
 * one is in the function that physically contains the address. A location without lines is not symbolised.
 */
public final class Locations {
    final LongColumn ids;
    final IntColumn mappings;
    final LongColumn addresses;
    final BitSet folded = new BitSet();
    final IntColumn lineStarts;
    final IntColumn functions;
    final LongColumn lines;
    final LongColumn columns;

    Locations(Budget budget) {
        this.ids = new LongColumn(budget);
        this.mappings = new IntColumn(budget);
        this.addresses = new LongColumn(budget);
        this.lineStarts = new IntColumn(budget);
        this.functions = new IntColumn(budget);
        this.lines = new LongColumn(budget);
        this.columns = new LongColumn(budget);
        lineStarts.add(0);
    }

    public int size() {
        return ids.size();
    }

    /** The id in the file, unsigned. */
    public long id(int location) {
        return ids.get(location);
    }

    /** The index of the mapping, or -1. */
    public int mapping(int location) {
        return mappings.get(location);
    }

    /** The address, unsigned. */
    public long address(int location) {
        return addresses.get(location);
    }

    /** Whether several symbols stand at this address because the linker folded them. */
    public boolean isFolded(int location) {
        return folded.get(location);
    }

    public int lineCount(int location) {
        return lineStarts.get(location + 1) - lineStarts.get(location);
    }

    /** The index of the function of a line, or -1 when the line names none. */
    public int function(int location, int line) {
        return functions.get(lineStarts.get(location) + line);
    }

    /** The source line; may be negative or absurd. */
    public long line(int location, int line) {
        return lines.get(lineStarts.get(location) + line);
    }

    public long column(int location, int line) {
        return columns.get(lineStarts.get(location) + line);
    }
}
