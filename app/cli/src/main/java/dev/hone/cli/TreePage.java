package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.profile.CallTree;
import dev.hone.profile.ValueType;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;

/**
 * Shows a call tree.
 *
 * @param all the tree of the profiles
 * @param whole the part that was asked for
 * @param tree what of that part is worth a line
 */
record TreePage(
        ValueType type, long samples, double minimum, boolean callers, CallTree all, CallTree whole, CallTree tree) {
    private static final double HOT = 0.05;

    void print(Terminal terminal) {
        terminal.print(heading());
        long total = whole.total(CallTree.ROOT, 0);
        TreeLines lines = new TreeLines(tree, terminal);
        lines.figure("SHARE", (first, last) -> Quantity.percent(tree.total(first, 0), total));
        lines.figure("TOTAL", (first, last) -> Quantity.inColumn(tree.total(first, 0), total, type.unit()));
        if (callers) {
            lines.print("FUNCTION AND ITS CALLERS", (first, last) -> false);
        } else {
            lines.figure("SELF", (first, last) -> self(self(first, last), total));
            lines.print(
                    "FUNCTION",
                    (first, last) -> Math.abs((double) self(first, last)) >= HOT * Math.abs((double) total));
        }
    }

    private long self(int first, int last) {
        long self = 0;
        for (int node = first; node <= last; node++) {
            self += tree.self(node, 0);
        }
        return self;
    }

    private String self(long self, long total) {
        return self == 0 ? "" : Quantity.inColumn(self, total, type.unit());
    }

    private String heading() {
        long total = all.total(CallTree.ROOT, 0);
        StringBuilder text = new StringBuilder();
        text.append(type).append(", ").append(Quantity.of(total, type));
        text.append(" in ").append(Quantity.count(samples)).append(" samples");
        if (whole != all && whole.total(CallTree.ROOT, 0) != total) {
            long part = whole.total(CallTree.ROOT, 0);
            text.append("; shares are of the ").append(Quantity.of(part, type)).append(" (");
            text.append(Quantity.percent(part, total)).append(") in this function");
        }
        if (all.self(CallTree.ROOT, 0) != 0) {
            text.append("; ")
                    .append(Quantity.of(all.self(CallTree.ROOT, 0), type))
                    .append(" of it without a stack");
        }
        int hidden = whole.size() - tree.size();
        if (hidden > 0) {
            text.append('\n').append(Quantity.count(tree.size() - 1)).append(" of ");
            text.append(Quantity.count(whole.size() - 1)).append(" calls");
            if (!callers) {
                text.append("; those left out took ")
                        .append(Quantity.percent(hiddenSelf(), whole.total(CallTree.ROOT, 0)));
                text.append(" themselves");
            }
        }
        return text + "\n\n";
    }

    private long hiddenSelf() {
        long shown = 0;
        for (int node = 0; node < tree.size(); node++) {
            shown += tree.self(node, 0);
        }
        return whole.total(CallTree.ROOT, 0) - shown;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("type", type.type().toString());
            json.writeStringProperty("unit", type.unit().toString());
            json.writeNumberProperty("samples", samples);
            json.writeNumberProperty("total", all.total(CallTree.ROOT, 0));
            json.writeNumberProperty("shown", whole.total(CallTree.ROOT, 0));
            json.writeNumberProperty("nodes", whole.size() - 1);
            json.writeName("rows").writeStartArray();
            for (int node = 1; node < tree.size(); node++) {
                json.writeStartObject();
                json.writeNumberProperty("depth", tree.depth(node));
                json.writeNumberProperty("parent", tree.parent(node) - 1);
                json.writeStringProperty(
                        "function", tree.functions().get(tree.function(node)).toString());
                json.writeNumberProperty("self", tree.self(node, 0));
                json.writeNumberProperty("total", tree.total(node, 0));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
