package dev.hone.profile;

import java.util.Arrays;

/** Puts the nodes of a tree into depth-first order, with siblings in an order of the caller's. */
/*
 * Stacks can be millions of frames deep, so nothing recurses by depth: children are gathered per parent by counting, each group
 * is sorted, and the walk keeps its own stack.
 */
final class TreeArrangement {
    private final CallTree.Nodes nodes;
    private final int[] parents;
    private final int[] starts;
    private final int[] children;

    private TreeArrangement(CallTree.Nodes nodes) {
        this.nodes = nodes;
        this.parents = nodes.parents();
        int size = parents.length;
        this.starts = new int[size + 1];
        this.children = new int[size];
        for (int node = 1; node < size; node++) {
            starts[parents[node] + 1]++;
        }
        for (int node = 0; node < size; node++) {
            starts[node + 1] += starts[node];
        }
        int[] next = Arrays.copyOf(starts, size);
        for (int node = 1; node < size; node++) {
            children[next[parents[node]]++] = node;
        }
    }

    /** The nodes in their new order. Memory is charged before it is taken. */
    static CallTree.Nodes of(CallTree.Nodes nodes, IntOrder siblings, Budget budget) {
        int size = nodes.parents().length;
        budget.charge((7L * Integer.BYTES + 2L * Long.BYTES * nodes.self().length) * size);
        TreeArrangement arrangement = new TreeArrangement(nodes);
        int[] spare = new int[size];
        for (int node = 0; node < size; node++) {
            siblings.sort(arrangement.children, arrangement.starts[node], arrangement.starts[node + 1], spare);
        }
        return arrangement.renumbered(arrangement.depthFirst(spare));
    }

    private int[] depthFirst(int[] stack) {
        int[] order = new int[parents.length];
        int waiting = 0;
        stack[waiting++] = CallTree.ROOT;
        for (int at = 0; waiting > 0; at++) {
            int node = stack[--waiting];
            order[at] = node;
            for (int child = starts[node + 1] - 1; child >= starts[node]; child--) {
                stack[waiting++] = children[child];
            }
        }
        return order;
    }

    private CallTree.Nodes renumbered(int[] order) {
        int[] numbers = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            numbers[order[i]] = i;
        }
        int[] parent = new int[order.length];
        int[] function = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            parent[i] = i == 0 ? CallTree.NONE : numbers[parents[order[i]]];
            function[i] = nodes.functions()[order[i]];
        }
        return new CallTree.Nodes(parent, function, picked(nodes.self(), order), picked(nodes.total(), order));
    }

    static long[][] picked(long[][] columns, int[] order) {
        long[][] picked = new long[columns.length][order.length];
        for (int column = 0; column < columns.length; column++) {
            for (int i = 0; i < order.length; i++) {
                picked[column][i] = columns[column][order[i]];
            }
        }
        return picked;
    }
}
