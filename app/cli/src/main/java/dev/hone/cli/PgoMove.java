package dev.hone.cli;

import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.util.Map;

/** {@code hone pgo promote}, {@code rollback}, {@code pin} and {@code unpin}: moves a channel, and with it what builds use. */
final class PgoMove implements Command {
    private static final int OK = 200;
    private static final String STABLE = "stable";
    private static final String WHICH = "WHICH";

    private final Way way;

    PgoMove(Way way) {
        this.way = way;
    }

    /** How a channel is moved. */
    enum Way {
        PROMOTE {
            @Override
            void declare(Declaration declaration) {
                declaration
                        .description("Have builds use a profile: move channel stable, or another one, to it.")
                        .argument(1, WHICH, false, "A generation, a channel, or a digest (default: candidate).")
                        .examples("  hone pgo promote web", "  hone pgo promote web 12 --channel canary");
            }

            @Override
            Request request(String app, String channel, Arguments arguments) {
                return put(app, channel, arguments.argument(1).orElse("candidate"), false);
            }
        },
        ROLLBACK {
            @Override
            void declare(Declaration declaration) {
                declaration
                        .description(
                                "Take a profile back: move channel stable, or another one, to what it pointed at before, "
                                        + "and hold it there until hone pgo unpin. It takes effect at once.")
                        .argument(1, WHICH, false, "A generation or a digest to go back to (default: the one before).")
                        .number("--steps", "N", 1, Integer.MAX_VALUE, "How many generations to go back (default: 1).")
                        .examples(
                                "  hone pgo rollback web",
                                "  hone pgo rollback web --steps 2",
                                "  hone pgo rollback web 10");
            }

            @Override
            Request request(String app, String channel, Arguments arguments) {
                if (arguments.argument(1).isPresent()) {
                    if (arguments.flag("--steps")) {
                        throw new dev.hone.command.UsageException("WHICH and --steps both say how far back; give one");
                    }
                    return put(app, channel, arguments.argument(1).get(), true);
                }
                int steps = arguments.number("--steps", 1);
                return Request.ofApp("POST", app, "channels", channel, "rollback")
                        .parameter("steps", Integer.toString(steps));
            }
        },
        PIN {
            @Override
            void declare(Declaration declaration) {
                declaration
                        .description(
                                "Hold channel stable, or another one, where it is or at a given profile: publishing does "
                                        + "not move it until hone pgo unpin.")
                        .argument(1, WHICH, false, "A generation, a channel, or a digest (default: where it is).")
                        .examples("  hone pgo pin web", "  hone pgo pin web 12");
            }

            @Override
            Request request(String app, String channel, Arguments arguments) {
                return put(app, channel, arguments.argument(1).orElse(channel), true);
            }
        },
        UNPIN {
            @Override
            void declare(Declaration declaration) {
                declaration
                        .description("Let publishing move channel stable, or another one, again.")
                        .examples("  hone pgo unpin web", "  hone pgo unpin web --channel canary");
            }

            @Override
            Request request(String app, String channel, Arguments arguments) {
                return Request.ofApp("PUT", app, "channels", channel)
                        .json(JsonValue.of(Map.of("pinned", JsonValue.of(false))));
            }
        };

        abstract void declare(Declaration declaration);

        abstract Request request(String app, String channel, Arguments arguments);

        private static Request put(String app, String channel, String to, boolean pinned) {
            return Request.ofApp("PUT", app, "channels", channel)
                    .json(JsonValue.of(Map.of("to", JsonValue.of(to))).with("pinned", JsonValue.of(pinned)));
        }
    }

    @Override
    public void declare(Declaration declaration) {
        declaration.argument(0, "APP", true, "The app.");
        way.declare(declaration);
        declaration
                .option("--channel", "NAME", "The channel to move (default: stable).")
                .flag("--json", "The generation as the server tells it.");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        String channel = arguments.value("--channel").orElse(STABLE);
        JsonValue generation = ServerOptions.of(arguments, terminal)
                .ask(way.request(app, channel, arguments))
                .expect(OK)
                .json();
        boolean held = way == Way.PIN || way == Way.ROLLBACK;
        terminal.print(
                arguments.flag("--json")
                        ? generation.pretty()
                        : dev.hone.profile.Text.of(channel) + " of " + app + " is " + GenerationLine.of(generation)
                                + (held ? ", and stays there until hone pgo unpin " + app : "") + "\n");
        return ExitCode.FINE;
    }
}
