package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Rows;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.profile.FunctionChanges;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Shows how much more or less each function takes. */
final class ChangedFunctions {
    private final Comparison comparison;
    private final FunctionChanges functions;
    private final double minimum;
    private final List<FunctionChanges.Row> changed;

    ChangedFunctions(Comparison comparison, double minimum, boolean byCumulative) {
        this.comparison = comparison;
        this.minimum = minimum;
        this.functions = FunctionChanges.of(comparison.tree());
        Comparator<FunctionChanges.Row> byFlat = Comparator.comparingDouble(row -> -Math.abs(flat(row)));
        Comparator<FunctionChanges.Row> byCum = Comparator.comparingDouble(row -> -Math.abs(cumulative(row)));
        this.changed = functions.rows().stream()
                .filter(row -> isWorth(Math.max(Math.abs(flat(row)), Math.abs(cumulative(row)))))
                .sorted(byCumulative ? byCum.thenComparing(byFlat) : byFlat.thenComparing(byCum))
                .toList();
    }

    private boolean isWorth(double change) {
        return change > 0 && change >= minimum;
    }

    private double flat(FunctionChanges.Row row) {
        return comparison.weight(row.old().flat(), row.current().flat());
    }

    private double cumulative(FunctionChanges.Row row) {
        return comparison.weight(row.old().cumulative(), row.current().cumulative());
    }

    void print(Arguments arguments, Terminal terminal) {
        List<FunctionChanges.Row> shown = changed.subList(0, Rows.of(arguments, changed.size()));
        if (arguments.flag("--json")) {
            terminal.print(comparison.json("functions", functions.rows().size(), json -> write(json, shown)));
            return;
        }
        terminal.print(comparison.heading());
        terminal.print(summary(shown.size()));
        if (!shown.isEmpty()) {
            terminal.print(table(shown).render(terminal));
        }
    }

    private String summary(int shown) {
        String all = Quantity.count(functions.rows().size()) + " functions";
        if (changed.isEmpty()) {
            return "none of " + all + " changed" + (minimum > 0 ? " by so much\n" : "\n");
        }
        return (shown < changed.size() ? "the " + Quantity.count(shown) + " biggest of " : "")
                + Quantity.count(changed.size()) + " changes in " + all + "\n\n";
    }

    private Table table(List<FunctionChanges.Row> shown) {
        Table table = new Table(
                Table.Column.right("FLAT OLD"),
                Table.Column.right("NEW"),
                Table.Column.right("CHANGE"),
                Table.Column.right("CUM OLD"),
                Table.Column.right("NEW"),
                Table.Column.right("CHANGE"),
                Table.Column.left(""),
                Table.Column.left("FUNCTION"));
        for (FunctionChanges.Row row : shown) {
            FunctionChanges.Side old = row.old();
            FunctionChanges.Side current = row.current();
            table.add(
                    comparison.value(old.flat(), 0),
                    comparison.value(current.flat(), 1),
                    comparison.change(old.flat(), current.flat(), row.flat()),
                    comparison.value(old.cumulative(), 0),
                    comparison.value(current.cumulative(), 1),
                    comparison.change(old.cumulative(), current.cumulative(), row.cumulative()),
                    Comparison.state(!old.isAbsent(), !current.isAbsent()),
                    row.name().toString());
        }
        return table;
    }

    private void write(JsonGenerator json, List<FunctionChanges.Row> shown) {
        for (FunctionChanges.Row row : shown) {
            json.writeStartObject();
            json.writeStringProperty("function", row.name().toString());
            json.writeName("flat").writeStartObject();
            json.writeNumberProperty("old", row.old().flat());
            json.writeNumberProperty("new", row.current().flat());
            json.writeNumberProperty("change", flat(row));
            json.writeEndObject();
            json.writeName("cum").writeStartObject();
            json.writeNumberProperty("old", row.old().cumulative());
            json.writeNumberProperty("new", row.current().cumulative());
            json.writeNumberProperty("change", cumulative(row));
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
