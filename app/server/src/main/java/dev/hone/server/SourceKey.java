package dev.hone.server;

import dev.hone.collect.StoreLogin;
import dev.hone.command.Arguments;
import dev.hone.command.Declaration;
import dev.hone.command.Terminal;

/** Who asks a store of profiles: {@code --source-user}, {@code --tenant} and a key that only variables hold. */
final class SourceKey {
    private static final String VARIABLE = "HONE_SOURCE_KEY";

    private SourceKey() {}

    static void declare(Declaration declaration) {
        declaration
                .option(
                        "--source-user",
                        "NAME",
                        "With --mode pyroscope or parca: who asks, with a password; without, the key is a bearer token. ["
                                + VARIABLE + " holds the key or password; " + VARIABLE
                                + "_FILE names a file that holds it]")
                .option("--tenant", "ID", "With --mode pyroscope: whose profiles are meant (X-Scope-OrgID).");
    }

    static StoreLogin of(Arguments arguments, Terminal terminal) {
        return new StoreLogin(
                arguments.value("--source-user").orElse(""),
                ApiKey.ofVariable(VARIABLE, "", terminal),
                arguments.value("--tenant").orElse(""));
    }
}
