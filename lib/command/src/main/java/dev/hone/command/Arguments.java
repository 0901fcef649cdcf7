package dev.hone.command;

import dev.hone.base.ByteSize;
import dev.hone.base.Progress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What was given to a command, by the names it declared. */
public final class Arguments {
    private final ParseResult result;

    Arguments(ParseResult result) {
        this.result = result;
    }

    /**
     * Reads a line that somebody else was given, with their variables, for a process that works for others.
     *
     * @throws UsageException when the command does not take it; help is not shown
     */
    public static Arguments read(Command command, List<String> words, Map<String, String> environment) {
        return CommandRunner.read(command, words, environment);
    }

    /** The first argument that is no option. */
    public String argument() {
        return result.matchedPositionalValue(0, "");
    }

    /** The argument at a place, if it was given. */
    public Optional<String> argument(int place) {
        return Optional.ofNullable(result.matchedPositionalValue(place, null));
    }

    /** All arguments that are no options. */
    public List<String> arguments() {
        return List.copyOf(result.matchedPositionalValue(0, List.of()));
    }

    /** Whether an option was given. */
    public boolean flag(String name) {
        return result.hasMatchedOption(name);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(result.matchedOptionValue(name, null));
    }

    /** All values of an option that may be repeated. */
    public List<String> values(String name) {
        return List.copyOf(result.matchedOptionValue(name, List.of()));
    }

    public int number(String name, int fallback) {
        return result.matchedOptionValue(name, fallback);
    }

    public double decimal(String name, double fallback) {
        return result.matchedOptionValue(name, fallback);
    }

    public Duration duration(String name, Duration fallback) {
        return result.matchedOptionValue(name, fallback);
    }

    public ByteSize size(String name, ByteSize fallback) {
        return result.matchedOptionValue(name, fallback);
    }

    public Optional<URI> url(String name) {
        return Optional.ofNullable(result.matchedOptionValue(name, null));
    }

    /**
     * The path that an option was given.
     *
     * @throws UsageException when it is none, or empty
     */
    public Optional<Path> path(String name) {
        return value(name).map(text -> {
            if (text.isEmpty()) {
                throw new UsageException("the path behind " + name + " is empty; is a variable not set?");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new UsageException(name + " takes a path, not '" + text + "'");
            }
        });
    }

    /** The folder that an option was given, with all that leads to it; else where the process is. */
    public Path folder(String name) {
        return path(name).orElse(Path.of("")).toAbsolutePath().normalize();
    }

    /** Tells on standard error what is worth knowing and no error, unless it is to be quiet. */
    public void note(String text, Terminal terminal) {
        if (!flag("--quiet")) {
            terminal.flush();
            // A bar may stand in this line; it is drawn anew below.
            terminal.complain(
                    (terminal.facts().errIsTerminal() ? "\r\u001b[K" : "") + "note: " + Terminal.visible(text) + "\n");
        }
    }

    /** A display of progress that fits who is watching. */
    public Progress progress(Progress.Task task, Terminal terminal) {
        if (flag("--quiet")) {
            return Progress.NONE;
        }
        return terminal.facts().errIsTerminal()
                ? Progress.bar(task, terminal::complain, terminal.nanoClock())
                : Progress.lines(task, terminal::complain, terminal.nanoClock());
    }
}
