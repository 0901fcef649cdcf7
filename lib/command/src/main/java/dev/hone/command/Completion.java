package dev.hone.command;

import dev.hone.base.Nearest;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hone completion}: a script that completes commands and options in a shell. */
public final class Completion implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Catalog catalog;

    public Completion(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("Print a script that completes hone's commands and options in your shell.")
                .argument("SHELL", "bash or zsh.", SHELLS)
                .examples(
                        "  source <(hone completion bash)      for this shell",
                        "  hone completion bash > /etc/bash_completion.d/hone",
                        "  source <(hone completion zsh)       after autoload -U compinit && compinit");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String shell = arguments.argument();
        if (!SHELLS.contains(shell)) {
            throw new UsageException("there is no completion for '" + shell + "'" + Nearest.hint(shell, SHELLS)
                    + "\nthere is for " + String.join(" and ", SHELLS));
        }
        // picocli's script serves both: under zsh it turns on the emulation of bash by itself.
        terminal.print(AutoComplete.bash("hone", tree(terminal)));
        return ExitCode.FINE;
    }

    private CommandLine tree(Terminal terminal) {
        CommandLine root = new CommandLine(CommandSpec.create().name("hone"));
        for (Catalog.Entry entry : catalog.entries()) {
            CommandLine parent = root;
            for (String word : entry.words().subList(0, entry.words().size() - 1)) {
                parent = child(parent, word);
            }
            parent.addSubcommand(
                    entry.words().getLast(),
                    CommandRunner.line(entry, entry.create().get(), terminal));
        }
        return root;
    }

    private static CommandLine child(CommandLine parent, String word) {
        CommandLine existing = parent.getSubcommands().get(word);
        if (existing != null) {
            return existing;
        }
        CommandLine added = new CommandLine(CommandSpec.create().name(word));
        parent.addSubcommand(word, added);
        return added;
    }
}
