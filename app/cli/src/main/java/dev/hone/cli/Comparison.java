package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.profile.CallTree;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Two profiles side by side, and how their values are compared.
 *
 * @param tree the stacks of both: column 0 is the old profile, column 1 the new one
 * @param absolute whether values are compared as they are, and not as shares of each profile's total
 */
record Comparison(ValueType type, Side old, Side current, CallTree tree, boolean absolute) {

    /** Shares that differ by less than this differ by what floating point makes of them. */
    private static final double ROUNDING = 1e-12;

    /** One of the two profiles. */
    record Side(String file, int samples) {}

    private long total(int column) {
        return tree.total(CallTree.ROOT, column);
    }

    /** What the figures are, for the top of the page. */
    String heading() {
        return type + (absolute ? ", as measured" : ", as shares of each total; changes in percentage points") + "\n"
                + line("old", old, 0)
                + line("new", current, 1)
                + "\n";
    }

    private String line(String word, Side side, int column) {
        return "  " + word + "  " + Quantity.of(total(column), type) + " in " + Quantity.count(side.samples)
                + " samples, " + Text.of(side.file) + "\n";
    }

    /** A value of the old profile (column 0) or of the new one (1). */
    String value(long value, int column) {
        return absolute ? Quantity.inColumn(value, total(0), type.unit()) : Quantity.percent(value, total(column));
    }

    /** How much more the new value is than the old one. */
    String change(long before, long now, long difference) {
        String text = absolute
                ? Quantity.inColumn(difference, total(0), type.unit())
                : String.format(Locale.ROOT, "%.1f", 100 * weight(before, now));
        boolean nothing = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return nothing ? text.replace("-", "") : text.startsWith("-") ? text : "+" + text;
    }

    /** How much a change matters: the difference of the shares, or the difference as a share of what was. */
    double weight(long before, long now) {
        if (absolute) {
            return share((double) now - before, total(0) == 0 ? 1 : 0);
        }
        double difference = share((double) now, 1) - share((double) before, 0);
        return Math.abs(difference) < ROUNDING ? 0 : difference;
    }

    private double share(double value, int column) {
        return total(column) == 0 ? 0 : value / total(column);
    }

    /** Whether something was there on one side only. */
    static String state(boolean wasThere, boolean isThere) {
        return wasThere ? (isThere ? "" : "gone") : "new";
    }

    /** An object of what is compared, with an array of rows that somebody else writes. */
    String json(String count, int all, Consumer<JsonGenerator> rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("type", type.type().toString());
            json.writeStringProperty("unit", type.unit().toString());
            side(json, "old", old, 0);
            side(json, "new", current, 1);
            json.writeNumberProperty(count, all);
            json.writeName("rows").writeStartArray();
            rows.accept(json);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void side(JsonGenerator json, String word, Side side, int column) {
        json.writeName(word).writeStartObject();
        json.writeStringProperty("file", side.file);
        json.writeNumberProperty("samples", side.samples);
        json.writeNumberProperty("total", total(column));
        json.writeEndObject();
    }
}
