package dev.hone.server;

import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Table;
import dev.hone.command.Table.Column;
import dev.hone.command.Terminal;
import dev.hone.targets.Target;
import dev.hone.targets.Targets;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Shows what a source lists, without profiling any of it. */
final class TargetsTable {
    private TargetsTable() {}

    static ExitCode print(Targets targets, boolean json, Terminal terminal) {
        terminal.print(json ? json(targets) : text(targets, terminal));
        return targets.found().isEmpty() ? ExitCode.NO : ExitCode.FINE;
    }

    private static List<Target> sorted(Targets targets) {
        return targets.found().stream()
                .sorted(Comparator.comparing(Target::app).thenComparing(Target::instance))
                .toList();
    }

    private static String text(Targets targets, Terminal terminal) {
        StringBuilder text = new StringBuilder();
        if (targets.found().isEmpty()) {
            text.append("there is nothing to profile\n");
        } else {
            Table table = new Table(Column.left("APP"), Column.left("INSTANCE"), Column.left("ADDRESS"));
            for (Target target : sorted(targets)) {
                table.add(
                        target.app(),
                        Terminal.visible(target.instance()),
                        Terminal.visible(target.profile().toString()));
            }
            text.append(table.render(terminal));
        }
        if (!targets.left().isEmpty()) {
            Table table = new Table(Column.left("LEFT OUT"), Column.left("REASON"));
            targets.left().forEach(left -> table.add(Terminal.visible(left.name()), Terminal.visible(left.reason())));
            text.append('\n').append(table.render(terminal));
        }
        return text.toString();
    }

    private static String json(Targets targets) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeName("targets").writeStartArray();
            for (Target target : sorted(targets)) {
                json.writeStartObject();
                json.writeStringProperty("app", target.app());
                json.writeStringProperty("instance", target.instance());
                json.writeStringProperty("address", target.profile().toString());
                json.writeStringProperty("version", target.version());
                json.writeStringProperty("workload", target.workload());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeName("leftOut").writeStartArray();
            for (Targets.LeftOut left : targets.left()) {
                json.writeStartObject();
                json.writeStringProperty("name", left.name());
                json.writeStringProperty("reason", left.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }
}
