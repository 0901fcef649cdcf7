package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import java.time.Instant;
import java.util.List;

/** Shows the state of an app for people. */
record StatusPage(JsonValue status, Instant now, Terminal terminal) {
    String text(int decisions) {
        StringBuilder text = new StringBuilder(wrapped(summary()));
        JsonValue stable = status.at("stable");
        if (stable.isNothing()) {
            text.append(wrapped("nothing is published: builds get no profile of it yet"));
        } else {
            String reason = GenerationLine.sentences(stable.at("reason"));
            text.append(wrapped("builds use " + GenerationLine.of(stable) + ", made "
                    + Since.of(stable.at("created"), now) + " ago" + (reason.isEmpty() ? "" : ": " + reason)));
        }
        table(text, channels(), status.at("channels").items());
        table(text, versions(), status.at("versions").items());
        table(text, workloads(), status.at("workloads").items());
        return text.append(decisions(decisions)).toString();
    }

    private String wrapped(String sentence) {
        return Wrapped.text(sentence, terminal.facts().width(), "");
    }

    private String summary() {
        String days = status.at("firstDay").shown();
        String last = status.at("lastDay").shown();
        String span = days.isEmpty() ? "" : days.equals(last) ? " of " + days : " of " + days + " to " + last;
        return status.at("app").shown() + ": "
                + GenerationLine.count(status.at("uploads").whole(), "upload") + " with "
                + GenerationLine.count(status.at("samples").whole(), "sample") + span + ", in "
                + GenerationLine.count(status.at("segments").whole(), "segment");
    }

    private void table(StringBuilder text, Table table, List<JsonValue> rows) {
        if (!rows.isEmpty()) {
            text.append('\n').append(table.render(terminal));
        }
    }

    private Table channels() {
        Table table = new Table(
                Table.Column.left("CHANNEL"),
                Table.Column.right("GENERATION"),
                Table.Column.left("HELD"),
                Table.Column.right("MOVED"),
                Table.Column.left("BY"));
        for (JsonValue channel : status.at("channels").items()) {
            table.add(
                    channel.at("channel").shown(),
                    channel.at("generation").shown(),
                    channel.at("pinned").truth() ? "pinned" : "",
                    ago(channel.at("since")),
                    channel.at("by").shown());
        }
        return table;
    }

    private Table versions() {
        Table table = new Table(
                Table.Column.left("VERSION"), Table.Column.right("SAMPLES"), Table.Column.right("FIRST SEEN"));
        for (JsonValue version : status.at("versions").items()) {
            table.add(
                    named(version.at("version")),
                    Quantity.count(version.at("samples").whole()),
                    ago(version.at("firstSeen")));
        }
        return table;
    }

    private Table workloads() {
        Table table = new Table(Table.Column.left("WORKLOAD"), Table.Column.right("SAMPLES"));
        for (JsonValue workload : status.at("workloads").items()) {
            table.add(
                    named(workload.at("workload")),
                    Quantity.count(workload.at("samples").whole()));
        }
        return table;
    }

    private String ago(JsonValue time) {
        return time.isNothing() ? "" : Since.of(time, now) + " ago";
    }

    private static String named(JsonValue name) {
        return name.text().isEmpty() ? "(not said)" : name.shown();
    }

    private String decisions(int shown) {
        List<JsonValue> all = status.at("decisions").items();
        if (all.isEmpty()) {
            return "";
        }
        Table table = new Table(
                Table.Column.right("WHEN"),
                Table.Column.left("DECISION"),
                Table.Column.right("GENERATION"),
                Table.Column.left("BY"),
                Table.Column.left("WHY"));
        for (JsonValue decision : all.subList(0, shown)) {
            table.add(
                    ago(decision.at("at")),
                    decision.at("action").shown(),
                    decision.at("generation").whole() == 0
                            ? ""
                            : decision.at("generation").shown(),
                    decision.at("by").shown(),
                    GenerationLine.sentences(decision.at("reasons")));
        }
        String more = shown < all.size() ? "\n" + (all.size() - shown) + " more before; -n 0 shows all\n" : "";
        return "\n" + table.render(terminal) + more;
    }
}
