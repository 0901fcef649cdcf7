package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.command.Age;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Shows for people whether there is enough of an app. */
record ReadyPage(JsonValue readiness, Terminal terminal) {
    private static final List<String> PARTS = List.of("night", "morning", "afternoon", "evening");

    String text() {
        StringBuilder text = new StringBuilder(wrapped(verdict(), ""));
        for (JsonValue lack : readiness.at("lacks").items()) {
            JsonValue comes = lack.at("comesInSeconds");
            String when = comes.isNothing() ? "" : " (in about " + time(comes) + ")";
            text.append(wrapped("- " + lack.at("message").shown() + when, "  "));
        }
        return text.append('\n').append(figures().render(terminal)).toString();
    }

    private String verdict() {
        String app = readiness.at("app").shown();
        return switch (readiness.at("verdict").text()) {
            case "ready" -> app + " is ready: builds can rely on its profiles";
            case "notYet" -> app + " is not ready yet" + ready() + "; what is missing:";
            default -> app + " will never be ready as it is; what to change, and what is missing:";
        };
    }

    private String ready() {
        JsonValue seconds = readiness.at("readyInSeconds");
        return seconds.isNothing() ? "" : ", but in about " + time(seconds) + " if things go on like this";
    }

    private static String time(JsonValue seconds) {
        return Age.of(Duration.ofSeconds(seconds.whole()));
    }

    private String wrapped(String sentence, String indent) {
        return Wrapped.text(sentence, terminal.facts().width(), indent);
    }

    private Table figures() {
        JsonValue found = readiness.at("figures");
        JsonValue needed = readiness.at("needed");
        Table table = new Table(Table.Column.left("WHAT"), Table.Column.right("THERE"), Table.Column.right("NEEDED"));
        table.add("samples", count(found.at("samples")), count(needed.at("samples")));
        table.add("samples a day of late", count(found.at("samplesADay")), "");
        table.add("instances", count(found.at("instances")), count(needed.at("instances")));
        for (String part : PARTS) {
            table.add("samples by " + part, count(found.at("dayParts").at(part)), "");
        }
        table.add("hot calls known", percent(found.at("coverage")), percent(needed.at("coverage")));
        table.add("start lines known", percent(found.at("startLines")), "");
        table.add("idle samples", percent(found.at("idle")), "");
        table.add("quiet time", percent(found.at("quiet")), "");
        if (!found.at("stale").isNothing()) {
            table.add("stale", percent(found.at("stale")), "");
        }
        return table;
    }

    private static String count(JsonValue number) {
        return Quantity.count(Math.round(number.decimal()));
    }

    private static String percent(JsonValue share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share.decimal());
    }
}
