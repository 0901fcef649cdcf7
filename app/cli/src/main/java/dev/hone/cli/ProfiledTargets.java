package dev.hone.cli;

import dev.hone.cli.remote.Answer;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.RemoteException;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import dev.hone.command.Wrapped;
import java.time.Instant;
import java.util.List;

/**
 * Shows how the instances of an app fare that the server profiles itself.
 *
 * @param targets what the server says of each; empty when it profiles none, or cannot tell
 * @param trouble why the list of them is that of before; empty when it is that of now
 */
record ProfiledTargets(List<JsonValue> targets, String trouble) {
    private static final int OK = 200;
    private static final int MOST = 10;

    /** Asks the server. The state of an app is worth showing whatever becomes of this question. */
    static ProfiledTargets of(String app, Server server) {
        try {
            Answer answer =
                    server.ask(Request.get("api", "hone", "v1", "targets").parameter("app", app));
            if (answer.status() == OK) {
                JsonValue said = answer.json();
                return new ProfiledTargets(
                        said.at("targets").items(), said.at("trouble").shown());
            }
        } catch (RemoteException e) {
            // As when there are none.
        }
        return new ProfiledTargets(List.of(), "");
    }

    /** Those in trouble, with a blank line before them; empty when there is nothing to tell. */
    String troubled(Instant now, Terminal terminal) {
        List<JsonValue> troubled = targets.stream()
                .filter(target -> target.at("failures").whole() > 0)
                .toList();
        if (troubled.isEmpty()) {
            return ofList(terminal);
        }
        Table table = new Table(
                Table.Column.left("INSTANCE IN TROUBLE"),
                Table.Column.right("FAILED"),
                Table.Column.right("LAST"),
                Table.Column.left("WHY"));
        for (JsonValue target : first(troubled)) {
            table.add(
                    target.at("instance").shown(),
                    target.at("failures").shown(),
                    last(target, now),
                    target.at("message").shown());
        }
        return ofList(terminal) + "\n" + table.render(terminal) + more(troubled);
    }

    /** All of them, whatever they do. */
    String all(Instant now, Terminal terminal) {
        Table table = new Table(
                Table.Column.left("INSTANCE"),
                Table.Column.left("STATE"),
                Table.Column.right("TAKEN"),
                Table.Column.right("LAST"),
                Table.Column.left("WHY"));
        for (JsonValue target : first(targets)) {
            table.add(
                    target.at("instance").shown(),
                    target.at("state").shown(),
                    target.at("delivered").shown(),
                    last(target, now),
                    target.at("message").shown());
        }
        return ofList(terminal) + "\n" + table.render(terminal) + more(targets);
    }

    private String ofList(Terminal terminal) {
        return trouble.isEmpty()
                ? ""
                : "\n"
                        + Wrapped.text(
                                "instances are those of before, since they cannot be listed now: " + trouble,
                                terminal.facts().width(),
                                "");
    }

    private static String last(JsonValue target, Instant now) {
        return target.at("at").isNothing() ? "" : Since.of(target.at("at"), now) + " ago";
    }

    private static List<JsonValue> first(List<JsonValue> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static String more(List<JsonValue> all) {
        return all.size() > MOST ? "and " + (all.size() - MOST) + " more\n" : "";
    }
}
