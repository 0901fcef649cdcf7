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
    final BitSet folded;
    final IntColumn lineStarts;
    final IntColumn functions;
    final LongColumn lines;
    final LongColumn columns;

    Locations(Budget budget) {
        this.ids = new LongColumn(budget);
        this.mappings = new IntColumn(budget);
        this.addresses = new LongColumn(budget);
        this.folded = new BitSet();
        this.lineStarts = new IntColumn(budget);
        this.functions = new IntColumn(budget);
        this.lines = new LongColumn(budget);
        this.columns = new LongColumn(budget);
        lineStarts.add(0);
    }

    /** The same locations with other lines. */
    private Locations(
            Locations other, IntColumn lineStarts, IntColumn functions, LongColumn lines, LongColumn columns) {
        this.ids = other.ids;
        this.mappings = other.mappings;
        this.addresses = other.addresses;
        this.folded = other.folded;
        this.lineStarts = lineStarts;
        this.functions = functions;
        this.lines = lines;
        this.columns = columns;
    }

    /** The same locations with other addresses. */
    private Locations(Locations other, LongColumn addresses) {
        this.ids = other.ids;
        this.mappings = other.mappings;
        this.addresses = addresses;
        this.folded = other.folded;
        this.lineStarts = other.lineStarts;
        this.functions = other.functions;
        this.lines = other.lines;
        this.columns = other.columns;
    }

    /** The same locations with only those lines that are marked, counted from 0 over all locations. */
    Locations keeping(BitSet marked) {
        int all = functions.size();
        if (marked.cardinality() == all) {
            return this;
        }
        Budget unlimited = new Budget(Long.MAX_VALUE);
        Locations kept = new Locations(
                this,
                new IntColumn(unlimited),
                new IntColumn(unlimited),
                new LongColumn(unlimited),
                new LongColumn(unlimited));
        kept.lineStarts.add(0);
        for (int location = 0; location < size(); location++) {
            for (int line = lineStarts.get(location); line < lineStarts.get(location + 1); line++) {
                if (marked.get(line)) {
                    kept.functions.add(functions.get(line));
                    kept.lines.add(lines.get(line));
                    kept.columns.add(columns.get(line));
                }
            }
            kept.lineStarts.add(kept.functions.size());
        }
        return kept;
    }

    /** The same locations with other line and column numbers. */
    Locations withLines(LongColumn lines, LongColumn columns) {
        return new Locations(this, lineStarts, functions, lines, columns);
    }

    Locations withAddresses(LongColumn addresses) {
        return new Locations(this, addresses);
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
