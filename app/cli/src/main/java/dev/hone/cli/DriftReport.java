package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import dev.hone.gopgo.ChangedDecision;
import dev.hone.gopgo.Drift;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Shows what {@code hone profile drift} found. */
final class DriftReport {
    private DriftReport() {}

    static String page(Drift drift, int rows, Terminal terminal) {
        String word = drift.verdict().name().toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder(
                Wrapped.text(word + ": " + meaning(drift), terminal.facts().width(), ""));
        if (drift.verdict() != Drift.Verdict.SAME) {
            text.append('\n').append(figures(drift).render(terminal));
            text.append('\n').append(count(drift, rows)).append("\n\n");
            text.append(table(drift, rows).render(terminal));
        }
        return text.toString();
    }

    private static String meaning(Drift drift) {
        return switch (drift.verdict()) {
            case SAME ->
                drift.sameText()
                        ? "the compiler sees the very same calls, so go compiles nothing again"
                        : "the compiler decides the same; go would compile every package again and get the same machine code";
            case NOISE ->
                "the compiler would decide differently, but no more than between two profiles of one program; go would "
                        + "compile every package again and gain nothing";
            case CHANGED -> "the compiler would decide differently, and not by chance: build with the new profile";
        };
    }

    private static Table figures(Drift drift) {
        Drift.Noise noise = drift.noise();
        Table table = new Table(
                Table.Column.left(""),
                Table.Column.right("IS"),
                Table.Column.right("BY CHANCE"),
                Table.Column.right("CHANGED BELOW"),
                Table.Column.left(""));
        table.add(
                "overlap",
                Quantity.share(drift.overlap()),
                Quantity.share(1 - noise.apart()),
                Quantity.share(1 - noise.mostApart()),
                "weight that both have in common");
        table.add(
                "kept",
                Quantity.share(drift.kept()),
                Quantity.share(noise.kept()),
                Quantity.share(noise.leastKept()),
                "hot weight that was hot before");
        table.add("hot in both", Quantity.share(drift.hotInBoth()), "", "", "of the calls that are hot in either");
        return table;
    }

    static String count(Drift drift, int rows) {
        int all = drift.changedDecisions().size();
        String what = all == 1 ? "1 decision differs" : Quantity.count(all) + " decisions differ";
        return what + (rows < all ? "; the " + Quantity.count(rows) + " with the most weight:" : ":");
    }

    static Table table(Drift drift, int rows) {
        Table table = new Table(
                Table.Column.right("OLD"),
                Table.Column.right("NEW"),
                Table.Column.left("CHANGE"),
                Table.Column.left("WHAT"));
        for (ChangedDecision change : drift.changedDecisions().subList(0, rows)) {
            table.add(
                    Quantity.share(change.before()),
                    Quantity.share(change.after()),
                    change.kind().word(),
                    change.what() + (change.detail().isEmpty() ? "" : "  " + change.detail()));
        }
        return table;
    }

    static String json(Drift drift) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("verdict", drift.verdict().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("overlap", drift.overlap());
            json.writeNumberProperty("kept", drift.kept());
            json.writeNumberProperty("noiseFloor", drift.noise().apart());
            json.writeNumberProperty("keptByChance", drift.noise().kept());
            json.writeNumberProperty("hotInBoth", drift.hotInBoth());
            json.writeBooleanProperty("sameText", drift.sameText());
            json.writeName("changedDecisions").writeStartArray();
            for (ChangedDecision change : drift.changedDecisions()) {
                json.writeStartObject();
                json.writeStringProperty("kind", change.kind().word());
                json.writeStringProperty("what", change.what());
                json.writeNumberProperty("oldShare", change.before());
                json.writeNumberProperty("newShare", change.after());
                json.writeStringProperty("detail", change.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
