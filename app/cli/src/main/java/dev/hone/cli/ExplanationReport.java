package dev.hone.cli;

import dev.hone.command.Json;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import dev.hone.gopgo.Explanation;
import dev.hone.profile.Text;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Shows why calls are hot or not. */
final class ExplanationReport {
    private static final String LEGEND =
            "ABOVE: the share of all heavier calls. TURNS: the weight at which it would turn cold or hot, all others staying "
                    + "as they are. At a hot site, and for callees of any hot call, the compiler inlines up to a cost of 2000 "
                    + "instead of 80.";

    private ExplanationReport() {}

    static String page(Explanation explanation, ProfileExplain.Question question, Terminal terminal) {
        int width = terminal.facts().width();
        StringBuilder text = new StringBuilder();
        text.append(Wrapped.text(line(explanation.line()), width, ""));
        text.append(Wrapped.text(explanation.caller() + callee(explanation.callerIsHotCallee()), width, ""));
        for (Explanation.Site site : explanation.sites()) {
            if (question.asksFor(site)) {
                text.append('\n').append(site(explanation.caller(), site, question, terminal));
            }
        }
        return text + "\n" + Wrapped.text(LEGEND, width, "");
    }

    private static String line(Explanation.Line line) {
        String hot = Quantity.count(line.hot()) + " of " + Quantity.count(line.edges()) + " calls make up "
                + trimmed(line.percent()) + "% of all weight and are hot; the lightest of them weighs "
                + Quantity.count(line.weight()) + ".";
        if (line.ties() == line.hotTies()) {
            return hot;
        }
        return hot + " The line falls among equals: of " + Quantity.count(line.ties()) + " calls that weigh as much, "
                + Quantity.count(line.hotTies()) + " are hot because their names come first.";
    }

    private static String trimmed(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    private static String callee(boolean hot) {
        return hot ? " is itself called by a hot call." : " is itself called by no hot call.";
    }

    private static String site(
            Text caller, Explanation.Site site, ProfileExplain.Question question, Terminal terminal) {
        int width = terminal.facts().width();
        StringBuilder text = new StringBuilder();
        text.append(terminal.bold(caller + ":" + site.offset()));
        text.append(site.hot() ? ", a hot site\n" : ", a cold site\n");
        Table table = new Table(
                Table.Column.right("RANK"),
                Table.Column.right("WEIGHT"),
                Table.Column.right("SHARE"),
                Table.Column.right("ABOVE"),
                Table.Column.left("HOT"),
                Table.Column.left("TURNS"),
                Table.Column.left("CALLEE"));
        site.calls().forEach(call -> row(table, call, question.callee() != null && question.asksFor(call)));
        text.append(table.render(terminal));
        if (site.calls().size() > 1) {
            text.append(Wrapped.text(indirect(site.heaviest()), width, ""));
        }
        return text.toString();
    }

    private static void row(Table table, Explanation.Call call, boolean asked) {
        table.add(
                Quantity.count(call.rank()),
                Quantity.count(call.edge().weight()),
                share(call.share()),
                share(call.sharesBefore()),
                call.hot() ? "hot" : call.calleeIsHot() ? "cold, callee hot" : "cold",
                turns(call),
                call.edge().callee() + (asked ? "  <" : ""));
    }

    /** Small shares matter here. */
    private static String share(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static String turns(Explanation.Call call) {
        Long flips = call.flipsAt();
        return flips == null ? "never" : (call.hot() ? "cold at " : "hot at ") + Quantity.count(flips);
    }

    private static String indirect(List<Text> heaviest) {
        String first = heaviest.getFirst().toString();
        String which = heaviest.size() == 1
                ? first
                : first + " (" + heaviest.size()
                        + " weigh the same: one whose body is visible comes first, then the first by name)";
        return "If the call is indirect, the compiler tries to make a direct one of it for one callee only: " + which;
    }

    static String json(Explanation explanation, ProfileExplain.Question question) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("caller", explanation.caller().toString());
            json.writeBooleanProperty("callerIsHotCallee", explanation.callerIsHotCallee());
            Explanation.Line line = explanation.line();
            json.writeName("line").writeStartObject();
            json.writeNumberProperty("threshold", line.percent());
            json.writeNumberProperty("edges", line.edges());
            json.writeNumberProperty("hot", line.hot());
            json.writeNumberProperty("weight", line.weight());
            json.writeNumberProperty("ties", line.ties());
            json.writeNumberProperty("hotTies", line.hotTies());
            json.writeEndObject();
            json.writeName("sites").writeStartArray();
            explanation.sites().stream().filter(question::asksFor).forEach(site -> site(json, site));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void site(JsonGenerator json, Explanation.Site site) {
        json.writeStartObject();
        json.writeNumberProperty("offset", site.offset());
        json.writeBooleanProperty("hot", site.hot());
        json.writeName("calls").writeStartArray();
        for (Explanation.Call call : site.calls()) {
            json.writeStartObject();
            json.writeStringProperty("callee", call.edge().callee().toString());
            json.writeNumberProperty("rank", call.rank());
            json.writeBooleanProperty("hot", call.hot());
            json.writeNumberProperty("weight", call.edge().weight());
            json.writeNumberProperty("share", call.share());
            json.writeNumberProperty("shareAbove", call.sharesBefore());
            json.writeBooleanProperty("calleeIsHot", call.calleeIsHot());
            if (call.flipsAt() == null) {
                json.writeNullProperty("flipsAt");
            } else {
                json.writeNumberProperty("flipsAt", call.flipsAt());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
