package dev.hone.cli;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.cli.remote.JsonValue;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code hone upload}: hands profiles to a server, which adds them to those of their app. */
final class Upload implements Command {
    private static final int CREATED = 201;
    private static final String TYPE = "application/octet-stream";
    private static final int MOST_FROM_STANDARD_INPUT = 1 << 28;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Upload CPU profiles of a Go program, to be merged with those that are there. What was uploaded "
                                + "before counts once, so a retry does no harm.")
                .arguments("FILE", "CPU profiles in pprof's format, or - for standard input.")
                .examples(
                        "  hone upload -a web cpu.pb.gz",
                        "  hone upload -a web --app-version v1.4.2 --workload checkout *.pb.gz",
                        "  curl -s localhost:6060/debug/pprof/profile | hone upload -a web -")
                .environment("AUTOPGO")
                .required("-a, --app", "APP", "The app that was profiled.")
                .withoutEnvironment()
                .option("--app-version", "VERSION", "The version of the program that was profiled.")
                .option("--revision", "REVISION", "The revision of its source.")
                .option("--instance", "INSTANCE", "The instance that was profiled.")
                .option("--workload", "WORKLOAD", "What it was doing; recipes name these.")
                .flag("--json", "An array with what the server says of each file.");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.value("--app").orElseThrow());
        Server server = ServerOptions.of(arguments, terminal);
        Request request = Request.of("POST", "api", "profile", app)
                .parameter("version", arguments.value("--app-version").orElse(""))
                .parameter("revision", arguments.value("--revision").orElse(""))
                .parameter("instance", arguments.value("--instance").orElse(""))
                .parameter("workload", arguments.value("--workload").orElse(""));
        List<JsonValue> receipts = new ArrayList<>();
        ExitCode code = ExitCode.FINE;
        for (String file : arguments.arguments()) {
            try {
                JsonValue receipt = server.ask(filled(request, file, terminal))
                        .expect(CREATED)
                        .json();
                receipts.add(receipt.with("file", JsonValue.of(file)));
                note(file, receipt, app, arguments, terminal);
            } catch (HoneException e) {
                terminal.complain("hone: " + dev.hone.profile.Text.of(file) + ": " + e.getMessage() + "\n");
                receipts.add(refusal(file, e));
                code = ExitCode.FAILED;
            }
        }
        if (arguments.flag("--json")) {
            terminal.print(JsonValue.of(receipts).pretty());
        }
        return code;
    }

    private static JsonValue refusal(String file, HoneException e) {
        JsonValue error = JsonValue.of(java.util.Map.of())
                .with("code", JsonValue.of(e.code().name()))
                .with("message", JsonValue.of(String.valueOf(e.getMessage())));
        return JsonValue.of(java.util.Map.of("file", JsonValue.of(file))).with("error", error);
    }

    private static Request filled(Request request, String file, Terminal terminal) {
        try {
            if (file.equals("-")) {
                byte[] content = terminal.in().readNBytes(MOST_FROM_STANDARD_INPUT + 1);
                if (content.length > MOST_FROM_STANDARD_INPUT) {
                    throw new NotSent("it is larger than 256 MiB; write it to a file and upload that");
                }
                return request.bytes(held(content.length, content), TYPE);
            }
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new NotSent("there is no such file");
            } else if (Files.isDirectory(path)) {
                throw new NotSent("this is a folder; name the files in it");
            }
            held(Files.isRegularFile(path) ? Files.size(path) : 1, new byte[0]);
            return request.file(path, TYPE);
        } catch (InvalidPathException e) {
            throw new NotSent("this is no file name: " + e.getReason());
        } catch (IOException e) {
            throw new NotSent("reading it failed: " + e.getMessage());
        }
    }

    private static byte[] held(long length, byte[] content) {
        if (length == 0) {
            throw new NotSent("it is empty");
        }
        return content;
    }

    /** On a terminal what became of each file; elsewhere only what is odd, since autopgo's client is silent too. */
    private static void note(String file, JsonValue receipt, String app, Arguments arguments, Terminal terminal) {
        String odd = receipt.at("flags").items().stream().map(JsonValue::shown).collect(Collectors.joining(", "));
        boolean again = receipt.at("duplicate").truth();
        if (arguments.flag("--quiet")
                || (odd.isEmpty() && !again && !terminal.facts().errIsTerminal())) {
            return;
        }
        long samples = receipt.at("samples").whole();
        terminal.complain(dev.hone.profile.Text.of(file) + ": "
                + (again ? "was uploaded to " + app + " before, and counts once" : "uploaded to " + app)
                + (samples == 0 ? "" : ", " + Quantity.count(samples) + " samples")
                + (odd.isEmpty() ? "" : "; flagged " + odd) + "\n");
    }

    /** A file that could not even be read. */
    private static final class NotSent extends HoneException {
        private static final long serialVersionUID = 1;

        NotSent(String message) {
            super(Code.NOT_SENT, message);
        }

        private enum Code implements ErrorCode {
            NOT_SENT;

            @Override
            public Kind kind() {
                return Kind.INPUT;
            }
        }
    }
}
