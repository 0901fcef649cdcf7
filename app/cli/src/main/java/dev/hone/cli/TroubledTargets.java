package dev.hone.cli;

import dev.hone.cli.remote.Answer;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.RemoteException;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Table;
import dev.hone.command.Terminal;
import java.time.Instant;
import java.util.List;

/** Shows which of an app's instances cannot be profiled, when the server profiles them itself. */
final class TroubledTargets {
    private static final int OK = 200;
    private static final int MOST = 10;

    private TroubledTargets() {}

    /** A table with a blank line before it; empty when nobody is in trouble, or the server cannot tell. */
    static String of(String app, Server server, Instant now, Terminal terminal) {
        List<JsonValue> troubled = targets(app, server).stream()
                .filter(target -> target.at("failures").whole() > 0)
                .toList();
        if (troubled.isEmpty()) {
            return "";
        }
        Table table = new Table(
                Table.Column.left("INSTANCE IN TROUBLE"),
                Table.Column.right("FAILED"),
                Table.Column.right("LAST"),
                Table.Column.left("WHY"));
        for (JsonValue target : troubled.subList(0, Math.min(MOST, troubled.size()))) {
            table.add(
                    target.at("instance").shown(),
                    target.at("failures").shown(),
                    Age.of(target.at("at"), now) + " ago",
                    target.at("message").shown());
        }
        String more = troubled.size() > MOST ? "and " + (troubled.size() - MOST) + " more\n" : "";
        return "\n" + table.render(terminal) + more;
    }

    /** The state of an app is worth showing whatever becomes of this question. */
    private static List<JsonValue> targets(String app, Server server) {
        try {
            Answer answer =
                    server.ask(Request.get("api", "hone", "v1", "targets").parameter("app", app));
            return answer.status() == OK ? answer.json().at("targets").items() : List.of();
        } catch (RemoteException e) {
            return List.of();
        }
    }
}
