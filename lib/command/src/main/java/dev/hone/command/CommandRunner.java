package dev.hone.command;

import dev.hone.base.Nearest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Lets picocli fill in one command's options and turns its complaints into ours. */
final class CommandRunner {
    private CommandRunner() {}

    static ExitCode run(Catalog.Entry entry, List<String> args, Terminal terminal) {
        Command command = entry.create().get();
        Declaration declaration = declaration(command);
        CommandLine line = line(entry, declaration, terminal);
        CommandLine.ParseResult result;
        try {
            result = line.parseArgs(all(args, declaration, terminal).toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(explain(line, declaration, e) + seeHelp(entry));
        } catch (UsageException e) {
            throw new UsageException(e.getMessage() + seeHelp(entry));
        }
        return result.isUsageHelpRequested() ? help(line, terminal) : command.run(new Arguments(result), terminal);
    }

    static Arguments read(Command command, List<String> words, Map<String, String> environment) {
        Declaration declaration = declaration(command);
        CommandLine line = new CommandLine(declaration.spec())
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
        try {
            OptionVariables variables = declaration.variables();
            List<String> all = variables == null ? words : variables.before(words, environment);
            return new Arguments(line.parseArgs(all.toArray(String[]::new)));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(explain(line, declaration, e));
        }
    }

    static ExitCode help(Catalog.Entry entry, Terminal terminal) {
        return help(line(entry, entry.create().get(), terminal), terminal);
    }

    /** The parser of a command, ready to read its arguments or to describe them. */
    static CommandLine line(Catalog.Entry entry, Command command, Terminal terminal) {
        return line(entry, declaration(command), terminal);
    }

    private static Declaration declaration(Command command) {
        Declaration declaration = new Declaration();
        command.declare(declaration);
        return declaration.common();
    }

    private static CommandLine line(Catalog.Entry entry, Declaration declaration, Terminal terminal) {
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

    private static String explain(CommandLine line, Declaration declaration, CommandLine.ParameterException e) {
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
        if (e instanceof CommandLine.MissingParameterException missing) {
            String options = missing(missing, declaration.variables());
            if (!options.isEmpty()) {
                return options;
            }
        }
        if (e.getArgSpec() instanceof CommandLine.Model.OptionSpec option && e.getValue() != null) {
            for (CommandLine.ITypeConverter<?> converter : option.converters()) {
                if (converter instanceof OptionValue<?> value) {
                    return option.longestName() + " takes " + value.wanted() + ", not '" + e.getValue() + "'";
                }
            }
        }
        return String.valueOf(e.getMessage());
    }

    /** The options that are missing, with the variables that would do as well; empty when it is no option that is missing. */
    private static String missing(CommandLine.MissingParameterException e, @Nullable OptionVariables variables) {
        return e.getMissing().stream()
                .filter(CommandLine.Model.OptionSpec.class::isInstance)
                .map(CommandLine.Model.OptionSpec.class::cast)
                .filter(option -> option.required())
                .map(option -> option.longestName()
                        + (variables == null ? "" : " (or " + variables.nameFor(option.longestName()) + ")"))
                .reduce((all, next) -> all + "\n  " + next)
                .map(all -> "these are missing:\n  " + all)
                .orElse("");
    }

    private static List<String> all(List<String> args, Declaration declaration, Terminal terminal) {
        OptionVariables variables = declaration.variables();
        // Who asks how to use a command is not to be told that a variable is wrong.
        return variables == null || args.contains("--help") || args.contains("-h")
                ? args
                : variables.before(args, terminal.facts().environment());
    }

    private static String seeHelp(Catalog.Entry entry) {
        return "\nsee hone " + entry.name() + " --help";
    }
}
