package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Terminal;
import java.util.function.UnaryOperator;

/** The policy of one app on a server, which alone knows what is valid in it. */
record PolicyOfApp(String app, Server server) {
    private static final int OK = 200;
    static final String RULES = "rules";
    static final String RECIPE = "recipe";

    static PolicyOfApp of(String app, Arguments arguments, Terminal terminal) {
        return new PolicyOfApp(AppArgument.check(app), ServerOptions.of(arguments, terminal));
    }

    JsonValue read() {
        return server.ask(Request.ofApp("GET", app, "policy")).expect(OK).json();
    }

    /** Puts another one in its place; what that leaves out is as usual. */
    JsonValue replace(JsonValue policy) {
        return server.ask(Request.ofApp("PUT", app, "policy").json(policy))
                .expect(OK)
                .json();
    }

    JsonValue change(UnaryOperator<JsonValue> change) {
        return replace(change.apply(read()));
    }
}
