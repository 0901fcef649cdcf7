package dev.hone.command;

import dev.hone.base.Nearest;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Lets picocli fill in one command's options and turns its complaints into ours. */
final class CommandRunner {
    private CommandRunner() {}

    static ExitCode run(Catalog.Entry entry, List<String> args, Terminal terminal) {
        Command command = entry.create().get();
        CommandLine line = line(entry, command, terminal);
        CommandLine.ParseResult result;
        try {
            result = line.parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(explain(line, e) + "\nsee hone " + entry.name() + " --help");
        }
        return result.isUsageHelpRequested() ? help(line, terminal) : command.run(new Arguments(result), terminal);
    }

    static ExitCode help(Catalog.Entry entry, Terminal terminal) {
        return help(line(entry, entry.create().get(), terminal), terminal);
    }

    /** The parser of a command, ready to read its arguments or to describe them. */
    static CommandLine line(Catalog.Entry entry, Command command, Terminal terminal) {
        Declaration declaration = new Declaration();
        command.declare(declaration);
        declaration.common();
        return new CommandLine(declaration.spec())
                .setCommandName("hone " + entry.name())
                .setUsageHelpWidth(terminal.facts().width())
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
    }

    private static ExitCode help(CommandLine line, Terminal terminal) {
        CommandLine.Help.Ansi ansi = terminal.facts().color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        terminal.print(line.getUsageMessage(ansi));
        return ExitCode.FINE;
    }

    private static String explain(CommandLine line, CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            if (word.startsWith("-")) {
                List<String> names = line.getCommandSpec().optionsMap().keySet().stream()
                        .sorted()
                        .toList();
                return "there is no option '" + word + "'" + Nearest.hint(word.replaceFirst("=.*", ""), names);
            }
            return unmatched.getUnmatched().stream().collect(Collectors.joining("', '", "too many arguments: '", "'"));
        }
        return e.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                        && option.type() == int.class
                        && e.getValue() != null
                ? option.longestName() + " takes a whole number up to " + Integer.MAX_VALUE + ", not '" + e.getValue()
                        + "'"
                : String.valueOf(e.getMessage());
    }
}
