package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Rows;
import dev.hone.command.Terminal;
import dev.hone.profile.CallTree;
import tools.jackson.core.JsonGenerator;

/** Shows on which paths of calls more or less is spent. */
final class ChangedCalls {
    private static final double BIG = 0.02;

    private final Comparison comparison;
    private final double minimum;
    private final CallTree tree;

    ChangedCalls(Comparison comparison, double minimum) {
        this.comparison = comparison;
        this.minimum = minimum;
        this.tree = comparison.tree();
    }

    void print(Arguments arguments, Terminal terminal) {
        CallTree changed = tree.keeping(node -> weight(tree, node) > 0 && weight(tree, node) >= minimum);
        CallTree heaviest = changed.heaviest(Rows.ofTree(arguments, changed.size()), node -> weight(changed, node));
        double[] peaks = peaks(heaviest);
        CallTree shown = heaviest.sorted(node -> peaks[node]);
        if (arguments.flag("--json")) {
            terminal.print(comparison.json("calls", tree.size() - 1, json -> write(json, shown)));
            return;
        }
        terminal.print(comparison.heading());
        terminal.print(Quantity.count(shown.size() - 1) + " of " + Quantity.count(tree.size() - 1)
                + " calls: those that changed by " + Quantity.share(minimum) + " or more, and those above them\n\n");
        if (shown.size() > 1) {
            print(shown, terminal);
        }
    }

    private double weight(CallTree of, int node) {
        return Math.abs(comparison.weight(of.total(node, 0), of.total(node, 1)));
    }

    /** The biggest change of a call or below it: a path may lead to much though nothing changed at its beginning. */
    private double[] peaks(CallTree of) {
        double[] peaks = new double[of.size()];
        for (int node = of.size() - 1; node > 0; node--) {
            peaks[node] = Math.max(peaks[node], weight(of, node));
            peaks[of.parent(node)] = Math.max(peaks[of.parent(node)], peaks[node]);
        }
        return peaks;
    }

    private void print(CallTree shown, Terminal terminal) {
        TreeLines lines = new TreeLines(shown, terminal);
        lines.figure("OLD", (first, last) -> comparison.value(shown.total(first, 0), 0));
        lines.figure("NEW", (first, last) -> comparison.value(shown.total(first, 1), 1));
        lines.figure(
                "CHANGE",
                (first, last) ->
                        comparison.change(shown.total(first, 0), shown.total(first, 1), shown.totalChange(first)));
        lines.figure("", (first, last) -> Comparison.state(shown.total(first, 0) != 0, shown.total(first, 1) != 0));
        lines.print("FUNCTION", (first, last) -> weight(shown, first) >= BIG);
    }

    private void write(JsonGenerator json, CallTree shown) {
        for (int node = 1; node < shown.size(); node++) {
            json.writeStartObject();
            json.writeNumberProperty("depth", shown.depth(node));
            json.writeNumberProperty("parent", shown.parent(node) - 1);
            json.writeStringProperty(
                    "function", shown.functions().get(shown.function(node)).toString());
            json.writeName("self").writeStartObject();
            json.writeNumberProperty("old", shown.self(node, 0));
            json.writeNumberProperty("new", shown.self(node, 1));
            json.writeEndObject();
            json.writeName("total").writeStartObject();
            json.writeNumberProperty("old", shown.total(node, 0));
            json.writeNumberProperty("new", shown.total(node, 1));
            json.writeNumberProperty("change", comparison.weight(shown.total(node, 0), shown.total(node, 1)));
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
