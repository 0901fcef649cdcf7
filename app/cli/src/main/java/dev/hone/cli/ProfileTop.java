package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Rows;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.profile.FunctionTotals;
import dev.hone.profile.Profile;
import dev.hone.profile.ValueType;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code hone profile top}: where the time, or whatever was measured, went. */
final class ProfileTop implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the functions that took most: flat is what a function took itself, cum is what it and all it "
                                + "called took.",
                        "A function that is on a stack several times (recursion) is counted once.")
                .argument("FILE", "The profile: a file, a URL, or - for standard input.")
                .flag("--cum", "Sort by cumulative value.")
                .flag("--json", "An object with all figures, for scripts.")
                .examples(
                        "  hone profile top cpu.pb.gz",
                        "  hone profile top --cum -n 10 cpu.pb.gz       the ten biggest by cumulative value",
                        "  hone profile top --type alloc_space heap.pb.gz",
                        "  hone profile top --focus=json --hide='^runtime\\.' cpu.pb.gz",
                        "  hone profile top --seconds 10 http://localhost:6060/debug/pprof/profile");
        ValueColumn.declare(declaration);
        Rows.declare(declaration);
        FilterOptions.declare(declaration);
        declaration.flag("--relative", "Shares of what the filters leave, not of the whole profile.");
        AllFrames.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String file = arguments.argument();
        FilterOptions filters = FilterOptions.of(arguments, terminal);
        Profile read = ProfileInput.of(arguments, terminal).profile(ProfileSources.one(file));
        Profile whole = AllFrames.of(arguments, read);
        Profile profile = filters.apply(whole);
        filters.noteUnmatched();
        FunctionTotals totals = FunctionTotals.of(
                profile,
                ValueColumn.of(arguments, file, profile).index(),
                arguments.flag("--relative") ? profile : whole);
        List<FunctionTotals.Row> shown =
                select(totals, Rows.of(arguments, totals.rows().size()), arguments.flag("--cum"));
        if (arguments.flag("--json")) {
            terminal.print(json(totals, shown));
        } else {
            terminal.print(summary(profile, totals, shown.size()));
            terminal.print(table(totals, shown).render(terminal));
        }
        return ExitCode.FINE;
    }

    private static List<FunctionTotals.Row> select(FunctionTotals totals, int rows, boolean byCumulative) {
        List<FunctionTotals.Row> sorted = new ArrayList<>(totals.rows());
        if (byCumulative) {
            sorted.sort(Comparator.comparingLong(FunctionTotals.Row::cumulative)
                    .reversed()
                    .thenComparing(FunctionTotals.Row::name));
        }
        return sorted.subList(0, rows);
    }

    private static String summary(Profile profile, FunctionTotals totals, int shown) {
        ValueType value = totals.type();
        long left = 0;
        for (FunctionTotals.Row row : totals.rows()) {
            left += row.flat();
        }
        String of = left == totals.total() ? "" : Quantity.of(left, value) + " of ";
        return value + ", " + of + Quantity.of(totals.total(), value) + " in "
                + Quantity.count(profile.samples().size()) + " samples"
                + (shown < totals.rows().size()
                        ? "; " + shown + " of " + Quantity.count(totals.rows().size()) + " functions"
                        : "")
                + "\n\n";
    }

    private static Table table(FunctionTotals totals, List<FunctionTotals.Row> shown) {
        Table table = new Table(
                Table.Column.right("FLAT"),
                Table.Column.right("FLAT%"),
                Table.Column.right("SUM%"),
                Table.Column.right("CUM"),
                Table.Column.right("CUM%"),
                Table.Column.left("FUNCTION"));
        long sum = 0;
        for (FunctionTotals.Row row : shown) {
            sum += row.flat();
            table.add(
                    Quantity.inColumn(row.flat(), totals.total(), totals.type().unit()),
                    Quantity.percent(row.flat(), totals.total()),
                    Quantity.percent(sum, totals.total()),
                    Quantity.inColumn(
                            row.cumulative(), totals.total(), totals.type().unit()),
                    Quantity.percent(row.cumulative(), totals.total()),
                    row.name().toString());
        }
        return table;
    }

    private static String json(FunctionTotals totals, List<FunctionTotals.Row> shown) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("type", totals.type().type().toString());
            json.writeStringProperty("unit", totals.type().unit().toString());
            json.writeNumberProperty("total", totals.total());
            json.writeNumberProperty("functions", totals.rows().size());
            json.writeName("rows").writeStartArray();
            for (FunctionTotals.Row row : shown) {
                json.writeStartObject();
                json.writeStringProperty("function", row.name().toString());
                json.writeNumberProperty("flat", row.flat());
                json.writeNumberProperty("cum", row.cumulative());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
