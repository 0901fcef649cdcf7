package dev.hone.profile;

import java.util.Arrays;

/** A call tree while it grows: nodes in order of first use, found by parent and function. */
final class CallTrie {
    private final SeededHash hash;
    private final Budget budget;
    private final HashIndex index;
    private final IntColumn parents;
    private final IntColumn functions;
    private final LongColumn[] self;

    /** A trie of the root alone, with so many values in each node. */
    CallTrie(int columns, SeededHash hash, Budget budget) {
        this.hash = hash;
        this.budget = budget;
        this.index = new HashIndex(budget);
        this.parents = new IntColumn(budget);
        this.functions = new IntColumn(budget);
        this.self = new LongColumn[columns];
        Arrays.setAll(self, column -> new LongColumn(budget));
        child(CallTree.NONE, CallTree.NONE);
    }

    /** The node of a function below a node; it is added when there is none. */
    int child(int parent, int function) {
        long key = hash.mix(hash.start(), (long) parent << Integer.SIZE | (function & 0xffffffffL));
        for (int node = index.first(key); node >= 0; node = index.next()) {
            if (parents.get(node) == parent && functions.get(node) == function) {
                return node;
            }
        }
        index.add();
        parents.add(parent);
        functions.add(function);
        for (LongColumn column : self) {
            column.add(0);
        }
        return parents.size() - 1;
    }

    void add(int node, int column, long value) {
        self[column].set(node, Sums.add(self[column].get(node), value));
    }

    int size() {
        return parents.size();
    }

    int columns() {
        return self.length;
    }

    Budget budget() {
        return budget;
    }

    /** The nodes as arrays, parents before children, with totals. */
    CallTree.Nodes nodes() {
        int size = size();
        budget.charge((2L * Integer.BYTES + 2L * Long.BYTES * self.length) * size);
        int[] parent = new int[size];
        int[] function = new int[size];
        for (int node = 0; node < size; node++) {
            parent[node] = parents.get(node);
            function[node] = functions.get(node);
        }
        long[][] own = new long[self.length][size];
        long[][] total = new long[self.length][];
        for (int column = 0; column < self.length; column++) {
            for (int node = 0; node < size; node++) {
                own[column][node] = self[column].get(node);
            }
            total[column] = own[column].clone();
            for (int node = size - 1; node > 0; node--) {
                total[column][parent[node]] = Sums.add(total[column][parent[node]], total[column][node]);
            }
        }
        return new CallTree.Nodes(parent, function, own, total);
    }
}
