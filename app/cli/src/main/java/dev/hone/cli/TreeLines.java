package dev.hone.cli;

import dev.hone.command.ColumnWidth;
import dev.hone.command.Terminal;
import dev.hone.profile.CallTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a call tree a line for each call: figures to the left, then the function behind guides.
 *
 * <p>A branch is drawn where there is a choice only. A function that is the only one shown below its caller stands in the same
 * column, because chains of calls are often dozens long; if it is its caller again, both are one line.
 */
final class TreeLines {
    private static final String GAP = "  ";
    private static final int LEAST_NAME = 24;

    private final CallTree tree;
    private final Terminal terminal;
    /** For each node, itself or the nearest above it that others stand beside; the root when there is none. */
    private final int[] branches;

    private final List<String> headings = new ArrayList<>();
    private final List<Figure<String>> figures = new ArrayList<>();

    /** What is said of the calls from {@code first} to {@code last}, each the only one shown below the one before. */
    @FunctionalInterface
    interface Figure<T> {
        T of(int first, int last);
    }

    TreeLines(CallTree tree, Terminal terminal) {
        this.tree = tree;
        this.terminal = terminal;
        this.branches = new int[tree.size()];
        for (int node = 1; node < branches.length; node++) {
            branches[node] = isOnly(node) ? branches[tree.parent(node)] : node;
        }
    }

    /** Whether no others stand beside a node. */
    private boolean isOnly(int node) {
        int parent = tree.parent(node);
        return tree.end(parent) - parent - 1 == tree.end(node) - node;
    }

    /** Adds a column of figures. */
    void figure(String heading, Figure<String> figure) {
        headings.add(heading);
        figures.add(figure);
    }

    void print(String heading, Figure<Boolean> bold) {
        int[] widths = widths();
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            head.append(padded(headings.get(i), widths[i]));
        }
        terminal.print(terminal.bold(head + heading) + "\n");
        int last;
        for (int node = 1; node < tree.size(); node = last + 1) {
            last = last(node);
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(padded(figures.get(i).of(node, last), widths[i]));
            }
            String guides = guides(node);
            String depth = last == node ? "" : " ×" + (last - node + 1);
            String name = name(node, terminal.facts().width() - head.length() - guides.length() - depth.length());
            line.append(guides.isEmpty() ? "" : terminal.dim(guides))
                    .append(bold.of(node, last) ? terminal.bold(name) : name);
            terminal.print(line.append(depth).append('\n').toString());
        }
    }

    /** The last of the calls that are one line: those by which a function calls itself and nothing else. */
    private int last(int node) {
        int last = node;
        while (last + 1 < tree.end(last) && isOnly(last + 1) && tree.function(last + 1) == tree.function(node)) {
            last++;
        }
        return last;
    }

    private static String padded(String figure, int width) {
        return " ".repeat(Math.max(0, width - figure.length())) + figure + GAP;
    }

    private int[] widths() {
        int[] widths = new int[figures.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headings.get(i).length();
            int last;
            for (int node = 1; node < tree.size(); node = last + 1) {
                last = last(node);
                widths[i] = Math.max(widths[i], figures.get(i).of(node, last).length());
            }
        }
        return widths;
    }

    /** The function's name; cut for people only, because scripts want it whole. */
    private String name(int node, int columns) {
        String name = tree.functions().get(tree.function(node)).toString();
        return terminal.facts().outIsTerminal() ? ColumnWidth.fit(name, Math.max(LEAST_NAME, columns)) : name;
    }

    private String guides(int node) {
        StringBuilder reversed = new StringBuilder();
        for (int at = branches[node]; at != CallTree.ROOT; at = branches[tree.parent(at)]) {
            boolean last = tree.end(at) == tree.end(tree.parent(at));
            reversed.append(at == node ? (last ? " ─└" : " ─├") : (last ? "   " : "  │"));
        }
        return reversed.reverse().toString();
    }
}
