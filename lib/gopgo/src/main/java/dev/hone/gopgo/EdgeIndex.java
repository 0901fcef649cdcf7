package dev.hone.gopgo;

import dev.hone.profile.SeededHash;
import dev.hone.profile.Text;
import java.util.Arrays;
import java.util.List;

/** Numbers the edges of maps, one map after the other: equal edges get equal numbers, whatever map they come from. */
final class EdgeIndex {
    private final NameNumbers names;
    private final NameWalk walk;
    private final EdgeNumbers edges;
    private final EdgeDecoder decoder = new EdgeDecoder();
    private byte[] name = new byte[256];
    /** For each name of the map that was numbered last, its number here. */
    private int[] translated = new int[64];

    private int named;
    private int[] numbers = new int[64];

    EdgeIndex(long seed) {
        SeededHash hash = new SeededHash(seed);
        this.names = new NameNumbers(hash);
        this.walk = new NameWalk(names);
        this.edges = new EdgeNumbers(hash);
    }

    /** How many different edges there were. */
    int size() {
        return edges.size();
    }

    /** The number of an edge. */
    int number(Edge edge) {
        return edges.number(number(edge.caller()), number(edge.callee()), edge.offset());
    }

    /** The numbers of a map's edges, in an array that is longer, and valid until the next map. */
    int[] number(EdgeMap map) {
        List<Text> added = map.names();
        reserveNames(added.size());
        for (int i = 0; i < added.size(); i++) {
            translated[i] = number(added.get(i));
        }
        return number(map.columns());
    }

    /** The same of a stored map, whose edges are {@link #columns} then. */
    int[] number(StoredEdges map) {
        named = 0;
        walk.begin();
        decoder.decode(map, this::translate);
        return number(decoder.columns());
    }

    /** The edges of the stored map that was numbered last. */
    EdgeColumns columns() {
        return decoder.columns();
    }

    private int number(Text text) {
        int length = text.length();
        if (name.length < length) {
            name = new byte[Math.max(length, 2 * name.length)];
        }
        text.copyTo(name, 0);
        return names.number(name, 0, length);
    }

    private void translate(byte[] bytes, int length, int shared) {
        reserveNames(named + 1);
        translated[named++] = walk.number(bytes, length, shared);
    }

    private void reserveNames(int count) {
        if (translated.length < count) {
            translated = Arrays.copyOf(translated, Math.max(count, 2 * translated.length));
        }
    }

    private int[] number(EdgeColumns columns) {
        if (numbers.length < columns.size) {
            numbers = new int[Math.max(columns.size, 2 * numbers.length)];
        }
        for (int i = 0; i < columns.size; i++) {
            numbers[i] =
                    edges.number(translated[columns.callers[i]], translated[columns.callees[i]], columns.offsets[i]);
        }
        return numbers;
    }

    /**
     * The map of some edges.
     *
     * @param weights by number
     * @param present by number, which edges the map has
     */
    EdgeMap map(long[] weights, boolean[] present) {
        EdgeColumns columns = new EdgeColumns();
        columns.reserve(edges.size());
        for (int edge = 0; edge < edges.size(); edge++) {
            if (present[edge]) {
                columns.add(edges.caller(edge), edges.callee(edge), edges.offset(edge), weights[edge]);
            }
        }
        return columns.toMap(names.names());
    }
}
