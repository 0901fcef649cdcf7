package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Rows;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.gopgo.Edge;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.HotEdges;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;

/** {@code hone profile edges}: the calls that the Go compiler sees of a profile, and which of them are hot. */
final class ProfileEdgesCommand implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Show the calls that the Go compiler sees of a profile, heaviest first: caller, line below its start, "
                                + "callee. From the top on, those that make up 99% of all weight are hot; the compiler "
                                + "inlines them more readily.")
                .argument("FILE", "The CPU profile: a file, a URL, or - for standard input.")
                .flag("--json", "An object with all calls, for scripts.")
                .examples("  hone profile edges cpu.pb.gz", "  hone profile edges -n 0 cpu.pb.gz | grep encoding/json");
        GoVersion.declare(declaration);
        Rows.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        ProfileInput input = ProfileInput.of(arguments, terminal);
        EdgeMap map = input.readEdges(arguments.argument(), GoVersion.of(arguments, terminal));
        HotEdges edges = HotEdges.of(map);
        if (arguments.flag("--json")) {
            terminal.print(json(map.total(), edges));
            return ExitCode.FINE;
        }
        int shown = Rows.of(arguments, edges.size());
        terminal.print(Quantity.count(edges.size()) + " calls, " + Quantity.count(edges.count())
                + " of them hot; weight " + Quantity.count(map.total())
                + (shown < edges.size() ? "; the " + shown + " heaviest:" : "") + "\n\n");
        terminal.print(table(map.total(), edges, shown).render(terminal));
        return ExitCode.FINE;
    }

    private static Table table(long total, HotEdges edges, int rows) {
        Table table = new Table(
                Table.Column.right("WEIGHT"),
                Table.Column.right("SHARE"),
                Table.Column.right("SUM"),
                Table.Column.left("HOT"),
                Table.Column.left("CALL"));
        long sum = 0;
        for (int rank = 0; rank < rows; rank++) {
            Edge edge = edges.edge(rank);
            sum += edge.weight();
            table.add(
                    Quantity.count(edge.weight()),
                    Quantity.percent(edge.weight(), total),
                    Quantity.percent(sum, total),
                    rank < edges.count() ? "hot" : "",
                    edge.caller() + ":" + edge.offset() + " -> " + edge.callee());
        }
        return table;
    }

    private static String json(long total, HotEdges edges) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("total", total);
            json.writeNumberProperty("hot", edges.count());
            json.writeName("edges").writeStartArray();
            for (int rank = 0; rank < edges.size(); rank++) {
                Edge edge = edges.edge(rank);
                json.writeStartObject();
                json.writeStringProperty("caller", edge.caller().toString());
                json.writeNumberProperty("offset", edge.offset());
                json.writeStringProperty("callee", edge.callee().toString());
                json.writeNumberProperty("weight", edge.weight());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
