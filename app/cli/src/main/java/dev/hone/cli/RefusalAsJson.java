package dev.hone.cli;

import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;

/**
 * A command that with {@code --json} says in JSON which file was refused, as those do that go on with the next file: whoever
 * reads its output finds an answer there in any case.
 */
record RefusalAsJson(Command command) implements Command {
    @Override
    public void declare(Declaration declaration) {
        command.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        try {
            return command.run(arguments, terminal);
        } catch (FileRefused e) {
            if (!arguments.flag("--json")) {
                throw e;
            }
            terminal.print(json(e));
            return ExitCode.of(e.code());
        }
    }

    private static String json(FileRefused e) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            Json.writeRefusal(json, e.file(), e.code().name(), e.reason());
        }
        return text + "\n";
    }
}
