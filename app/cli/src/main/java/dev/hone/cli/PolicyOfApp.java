package dev.hone.cli;

import dev.hone.cli.remote.Answer;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Terminal;
import java.util.function.UnaryOperator;

/** The policy of one app on a server, which alone knows what is valid in it. */
record PolicyOfApp(String app, Server server) {
    private static final int OK = 200;
    private static final int CHANGED_MEANWHILE = 412;
    private static final int ATTEMPTS = 10;
    static final String RULES = "rules";
    static final String RECIPE = "recipe";

    static PolicyOfApp of(String app, Arguments arguments, Terminal terminal) {
        return new PolicyOfApp(AppArgument.check(app), ServerOptions.of(arguments, terminal));
    }

    JsonValue read() {
        return get().json();
    }

    private Answer get() {
        return server.ask(Request.ofApp("GET", app, "policy")).expect(OK);
    }

    /** Puts another one in its place; what that leaves out is as usual. */
    JsonValue replace(JsonValue policy) {
        return server.ask(Request.ofApp("PUT", app, "policy").json(policy))
                .expect(OK)
                .json();
    }

    /** Makes another one of it. When somebody else changes it at the same time, it is made of what they left. */
    JsonValue change(UnaryOperator<JsonValue> change) {
        int attempt = 1;
        while (true) {
            Answer seen = get();
            Request put = Request.ofApp("PUT", app, "policy").json(change.apply(seen.json()));
            Answer answer = server.ask(
                    seen.header("ETag").map(tag -> put.header("If-Match", tag)).orElse(put));
            if (answer.status() != CHANGED_MEANWHILE || attempt == ATTEMPTS) {
                return answer.expect(OK).json();
            }
            attempt++;
        }
    }
}
