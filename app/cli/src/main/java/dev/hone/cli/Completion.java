package dev.hone.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code hone completion}: a script that completes commands and options in a shell. */
@CommandLine.Command(
        description = "Print a script that completes hone's commands and options in your shell.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(hone completion bash)      for this shell",
            "  hone completion bash > /etc/bash_completion.d/hone",
            "  source <(hone completion zsh)       after autoload -U compinit && compinit"
        })
final class Completion implements Command {
    /** The shells that there is a script for. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    @Override
    public ExitCode run(Terminal terminal, CommonOptions common) {
        // picocli's script serves both shells: under zsh it turns on the emulation of bash by itself.
        String script = AutoComplete.bash("hone", tree(terminal));
        terminal.print(
                switch (shell) {
                    case BASH -> script;
                    case ZSH -> "#compdef hone\n" + script;
                });
        return ExitCode.FINE;
    }

    private static CommandLine tree(Terminal terminal) {
        CommandLine root = new CommandLine(CommandSpec.create().name("hone"));
        for (Catalog.Entry entry : Catalog.entries()) {
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
