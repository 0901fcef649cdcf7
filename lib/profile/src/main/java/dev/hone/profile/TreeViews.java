package dev.hone.profile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** Makes other trees of a call tree: turned round, of one function, with less in them. */
final class TreeViews {
    private final CallTree tree;
    private final CallTree.Workshop workshop;

    TreeViews(CallTree tree, CallTree.Workshop workshop) {
        this.tree = tree;
        this.workshop = workshop;
    }

    CallTree callers() {
        CallTrie trie = workshop.trie(tree.columns());
        for (int node = 0; node < tree.size(); node++) {
            if (hasSelf(node)) {
                int end = climb(trie, node);
                for (int column = 0; column < tree.columns(); column++) {
                    trie.add(end, column, tree.self(node, column));
                }
            }
        }
        return CallTree.of(trie, tree.functions(), workshop);
    }

    private boolean hasSelf(int node) {
        for (int column = 0; column < tree.columns(); column++) {
            if (tree.self(node, column) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Enters the path from a node up and gives back where it ends. */
    private int climb(CallTrie trie, int node) {
        int at = CallTree.ROOT;
        for (int up = node; up != CallTree.ROOT; up = tree.parent(up)) {
            at = trie.child(at, tree.function(up));
        }
        return at;
    }

    CallTree callersOf(int function) {
        CallTrie trie = workshop.trie(tree.columns());
        for (int node = nextCall(function, 1); node < tree.size(); node = nextCall(function, tree.end(node))) {
            int end = climb(trie, node);
            for (int column = 0; column < tree.columns(); column++) {
                trie.add(end, column, tree.total(node, column));
            }
        }
        return CallTree.of(trie, tree.functions(), workshop);
    }

    CallTree from(int function) {
        CallTrie trie = workshop.trie(tree.columns());
        for (int node = nextCall(function, 1); node < tree.size(); node = nextCall(function, tree.end(node))) {
            graft(trie, node);
        }
        return CallTree.of(trie, tree.functions(), workshop);
    }

    private int nextCall(int function, int from) {
        int node = from;
        while (node < tree.size() && tree.function(node) != function) {
            node++;
        }
        return node;
    }

    /** Enters a node and all below it under the root. */
    private void graft(CallTrie trie, int top) {
        int[] places = new int[tree.end(top) - top];
        for (int node = top; node < tree.end(top); node++) {
            int parent = node == top ? CallTree.ROOT : places[tree.parent(node) - top];
            int place = trie.child(parent, tree.function(node));
            places[node - top] = place;
            for (int column = 0; column < tree.columns(); column++) {
                trie.add(place, column, tree.self(node, column));
            }
        }
    }

    CallTree keeping(IntPredicate wanted) {
        BitSet kept = new BitSet(tree.size());
        kept.set(CallTree.ROOT);
        for (int node = tree.size() - 1; node > 0; node--) {
            if (kept.get(node) || wanted.test(node)) {
                kept.set(node);
                kept.set(tree.parent(node));
            }
        }
        int[] order = kept.stream().toArray();
        int[] parents = new int[order.length];
        int[] functions = new int[order.length];
        int[] numbers = new int[tree.size()];
        for (int i = 0; i < order.length; i++) {
            numbers[order[i]] = i;
            parents[i] = i == 0 ? CallTree.NONE : numbers[tree.parent(order[i])];
            functions[i] = tree.function(order[i]);
        }
        CallTree.Nodes nodes = tree.nodes();
        long[][] self = TreeArrangement.picked(nodes.self(), order);
        long[][] total = TreeArrangement.picked(nodes.total(), order);
        return new CallTree(tree.functions(), new CallTree.Nodes(parents, functions, self, total), workshop);
    }

    CallTree heaviest(int count, IntToDoubleFunction weight) {
        int below = tree.size() - 1 - count;
        if (below <= 0) {
            return tree;
        }
        double[] weights = new double[tree.size() - 1];
        Arrays.setAll(weights, i -> weight.applyAsDouble(i + 1));
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        double lightest = count == 0 ? Double.POSITIVE_INFINITY : sorted[below];
        int ties =
                count - (int) Arrays.stream(weights).filter(w -> w > lightest).count();
        BitSet wanted = new BitSet();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > lightest || (weights[i] == lightest && ties-- > 0)) {
                wanted.set(i + 1);
            }
        }
        return keeping(wanted::get);
    }
}
