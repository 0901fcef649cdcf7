package dev.hone.cli;

import dev.hone.base.HoneException;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.profile.ProfileException;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code hone profile digest}: what tells profiles apart for the Go compiler. */
final class ProfileDigest implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Print for each file two digests. Equal compiler digests: go builds the same, from its cache. Equal "
                                + "decisions digests: go decides the same, so the machine code is the same.")
                .arguments("FILE", "CPU profiles: files, directories, globs, URLs, or - for standard input.")
                .flag(
                        "--json",
                        "An array with an object for each file; token is what go puts into its cache keys (pgofile).")
                .examples(
                        "  hone profile digest old.pgo new.pgo",
                        "  hone profile digest --json default.pgo",
                        "  GODEBUG=gocachehash=1 go build . 2>&1 | grep pgofile     shows go's own token");
        GoVersion.declare(declaration);
        ProfileInput.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        GoRelease release = GoVersion.of(arguments, terminal);
        List<ProfileSources.Source> sources = ProfileSources.of(arguments.arguments());
        ProfileInput input = ProfileInput.of(arguments, terminal);
        Lines lines = arguments.flag("--json") ? new JsonLines(terminal) : new TextLines(terminal);
        ExitCode code = ExitCode.FINE;
        for (ProfileSources.Source source : sources) {
            try {
                lines.add(source.name(), Digests.of(input.readEdges(source, release)));
            } catch (ProfileException | GoProfileException e) {
                lines.refuse(source.name(), e);
                code = ExitCode.FAILED;
            }
        }
        lines.end();
        return code;
    }

    /** A way to show digests, a file at a time. */
    private interface Lines {
        void add(String file, Digests digests);

        void refuse(String file, HoneException e);

        void end();
    }

    private record TextLines(Terminal terminal) implements Lines {
        @Override
        public void add(String file, Digests digests) {
            terminal.print(file + " compiler=" + digests.compiler() + " decisions=" + digests.decisions() + "\n");
        }

        @Override
        public void refuse(String file, HoneException e) {
            terminal.flush();
            terminal.error(file + ": " + e.getMessage());
        }

        @Override
        public void end() {}
    }

    private static final class JsonLines implements Lines {
        private final Terminal terminal;
        private final StringWriter text = new StringWriter();
        private final JsonGenerator json = Json.generator(text);

        JsonLines(Terminal terminal) {
            this.terminal = terminal;
            json.writeStartArray();
        }

        @Override
        public void add(String file, Digests digests) {
            json.writeStartObject();
            json.writeStringProperty("file", file);
            json.writeStringProperty("compiler", digests.compiler());
            json.writeStringProperty("decisions", digests.decisions());
            json.writeStringProperty("token", digests.token());
            json.writeEndObject();
        }

        @Override
        public void refuse(String file, HoneException e) {
            Json.writeRefusal(json, file, e.code().name(), String.valueOf(e.getMessage()));
        }

        @Override
        public void end() {
            json.writeEndArray();
            json.flush();
            terminal.print(text + "\n");
        }
    }
}
