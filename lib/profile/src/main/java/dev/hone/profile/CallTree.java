package dev.hone.profile;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Who called whom, and how much of a value was measured on each path: the stacks of one profile or more, as a tree.
 *
 * <p>Nodes are numbered depth first: a parent comes before its children, and the nodes below one end where
 * {@link #end} says. Siblings are in order of their totals, high to low, then by name. Inlined functions are frames. A function
 * that calls itself has a node for each call; sums by function count it once. Node 0 is the root: it stands for all stacks
 * and is no function.
 *
 * <p>A node has one or more values, the columns: one for a tree of profiles, two for a comparison, where 0 is the old and 1 the
 * new one. Immutable; every view of it is another tree.
 */
public final class CallTree {
    /** The node that stands for all stacks. */
    public static final int ROOT = 0;

    /** The parent and the function of the root. */
    public static final int NONE = -1;

    private final List<Text> names;
    private final Nodes nodes;
    private final int[] ends;
    private final int[] depths;
    private final Workshop workshop;

    /** The columns of the nodes, parents before children. */
    static final class Nodes {
        private final int[] parents;
        private final int[] functions;
        private final long[][] self;
        private final long[][] total;

        Nodes(int[] parents, int[] functions, long[][] self, long[][] total) {
            this.parents = parents;
            this.functions = functions;
            this.self = self;
            this.total = total;
        }

        int[] parents() {
            return parents;
        }

        int[] functions() {
            return functions;
        }

        long[][] self() {
            return self;
        }

        long[][] total() {
            return total;
        }
    }

    /** What views of a tree are made with. */
    record Workshop(SeededHash hash, long memory) {
        CallTrie trie(int columns) {
            return new CallTrie(columns, hash, new Budget(memory));
        }
    }

    /** A tree of nodes that are in depth-first order. */
    CallTree(List<Text> names, Nodes nodes, Workshop workshop) {
        this.names = names;
        this.nodes = nodes;
        this.workshop = workshop;
        int size = nodes.parents.length;
        this.ends = new int[size];
        this.depths = new int[size];
        for (int node = 1; node < size; node++) {
            depths[node] = depths[nodes.parents[node]] + 1;
        }
        for (int node = size - 1; node >= 0; node--) {
            ends[node] = Math.max(ends[node], node + 1);
            if (node > 0) {
                ends[nodes.parents[node]] = Math.max(ends[nodes.parents[node]], ends[node]);
            }
        }
    }

    /** The tree that has grown, its siblings in order. */
    static CallTree of(CallTrie trie, List<Text> names, Workshop workshop) {
        Nodes grown = trie.nodes();
        IntOrder byTotal = (a, b) -> {
            for (int column = trie.columns() - 1; column >= 0; column--) {
                int order = Long.compare(grown.total[column][b], grown.total[column][a]);
                if (order != 0) {
                    return order;
                }
            }
            return names.get(grown.functions[a]).compareTo(names.get(grown.functions[b]));
        };
        return new CallTree(names, TreeArrangement.of(grown, byTotal, trie.budget()), workshop);
    }

    /** The number of nodes, the root included. */
    public int size() {
        return ends.length;
    }

    /** The number of values of a node. */
    public int columns() {
        return nodes.self.length;
    }

    public int parent(int node) {
        return nodes.parents[node];
    }

    /** The number of calls between the root and a node; 0 for the root. */
    public int depth(int node) {
        return depths[node];
    }

    /** The first node behind all that are below a node. */
    public int end(int node) {
        return ends[node];
    }

    /** The number of the function of a node, among {@link #functions()}; {@link #NONE} for the root. */
    public int function(int node) {
        return nodes.functions[node];
    }

    /** The names of the functions by number; each is there once. Not every one need be in the tree. */
    public List<Text> functions() {
        return names;
    }

    /** What was measured in a node itself. */
    public long self(int node, int column) {
        return nodes.self[column][node];
    }

    /** What was measured in a node and below it. */
    public long total(int node, int column) {
        return nodes.total[column][node];
    }

    /** In a comparison, by how much more was measured in a node and below it. */
    public long totalChange(int node) {
        return Sums.subtract(total(node, 1), total(node, 0));
    }

    /** What each function took itself, by number. */
    public long[] flat(int column) {
        long[] flat = new long[names.size()];
        for (int node = 1; node < size(); node++) {
            flat[function(node)] = Sums.add(flat[function(node)], self(node, column));
        }
        return flat;
    }

    /** What each function and all it called took, by number; a function that calls itself counts once. */
    public long[] cumulative(int column) {
        long[] cumulative = new long[names.size()];
        int[] counted = new int[names.size()];
        for (int node = 1; node < size(); node++) {
            int function = function(node);
            if (node >= counted[function]) {
                counted[function] = end(node);
                cumulative[function] = Sums.add(cumulative[function], total(node, column));
            }
        }
        return cumulative;
    }

    /** The same stacks from the other end: below the root is what was running, below each function are its callers. */
    public CallTree callers() {
        return new TreeViews(this, workshop).callers();
    }

    /** What one function called: all its calls as one. Calls from within itself stay below the outermost. */
    public CallTree from(int function) {
        return new TreeViews(this, workshop).from(function);
    }

    /** Who called one function: the paths to its outermost calls, from the function up. */
    public CallTree callersOf(int function) {
        return new TreeViews(this, workshop).callersOf(function);
    }

    /** The nodes that are wanted and those above them. Their values stay, so what was left out can still be told. */
    public CallTree keeping(IntPredicate wanted) {
        return new TreeViews(this, workshop).keeping(wanted);
    }

    /** So many nodes, those of greatest weight and those above them; of equal ones the first. */
    public CallTree heaviest(int count, IntToDoubleFunction weight) {
        return new TreeViews(this, workshop).heaviest(count, weight);
    }

    /** The same tree with siblings by weight, high to low; equal ones stay in order. */
    public CallTree sorted(IntToDoubleFunction weight) {
        double[] weights = new double[size()];
        for (int node = 0; node < weights.length; node++) {
            weights[node] = weight.applyAsDouble(node);
        }
        IntOrder order = (a, b) -> Double.compare(weights[b], weights[a]);
        return new CallTree(names, TreeArrangement.of(nodes, order, new Budget(workshop.memory)), workshop);
    }

    Nodes nodes() {
        return nodes;
    }
}
