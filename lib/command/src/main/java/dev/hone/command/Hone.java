package dev.hone.command;

import dev.hone.base.HoneException;
import dev.hone.base.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the command that the first words name, runs it, and turns whatever happens into words and an exit code. */
public final class Hone {
    private final Catalog catalog;
    private final Terminal terminal;
    private boolean stackTraces;

    public Hone(Catalog catalog, Terminal terminal) {
        this.catalog = catalog;
        this.terminal = terminal;
    }

    /** Runs one command and returns the process's exit code. */
    public int run(String... args) {
        stackTraces = List.of(args).contains("--stacktrace");
        ExitCode code;
        try {
            code = dispatch(List.of(args));
            terminal.flush();
        } catch (Terminal.ClosedPipe e) {
            code = ExitCode.CLOSED_PIPE;
        } catch (HoneException e) {
            code = complain(e);
        } catch (OutOfMemoryError e) {
            code = failed("there is not enough memory for this; give it more with HONE_JAVA_OPTS=-Xmx8g", e);
        } catch (RuntimeException e) {
            code = failed(
                    "this is a fault in Hone, please report it: " + e + "\nrun again with --stacktrace to see where",
                    e);
        }
        return code.number();
    }

    private ExitCode dispatch(List<String> args) {
        int leading = LeadingOptions.count(args);
        List<String> line = args.subList(leading, args.size());
        if (line.isEmpty()) {
            terminal.complain(Help.overview(catalog, terminal));
            return ExitCode.WRONG_USE;
        }
        return switch (line.getFirst()) {
            case "--version", "-V", "version" -> version(line.subList(1, line.size()));
            case "--help", "-h" -> help(line.subList(1, line.size()));
            case "help" -> help(line.subList(1, line.size()));
            default -> command(args.subList(0, leading), LeadingOptions.none(line));
        };
    }

    private ExitCode version(List<String> more) {
        if (!more.isEmpty()) {
            throw new UsageException("too many arguments: '" + more.getFirst() + "'\nsee hone --help");
        }
        terminal.print("hone " + Version.full() + "\n");
        return ExitCode.FINE;
    }

    private ExitCode help(List<String> words) {
        Optional<Catalog.Entry> entry = catalog.named(words);
        if (entry.isPresent() && entry.get().words().size() == words.size()) {
            return CommandRunner.help(entry.get(), terminal);
        }
        if (words.isEmpty()) {
            terminal.print(Help.overview(catalog, terminal));
        } else if (words.size() == 1 && !catalog.below(words.getFirst()).isEmpty()) {
            terminal.print(Help.group(words.getFirst(), catalog, terminal));
        } else {
            throw unknown(words);
        }
        return ExitCode.FINE;
    }

    /** Runs what a line names; the options that stood before it count like those behind its words. */
    private ExitCode command(List<String> leading, List<String> args) {
        Optional<Catalog.Entry> entry = catalog.named(args);
        if (entry.isPresent()) {
            int words = entry.get().words().size();
            List<String> options = new ArrayList<>(leading);
            options.addAll(args.subList(words, args.size()));
            return CommandRunner.run(entry.get(), options, terminal);
        }
        String word = args.getFirst();
        if (catalog.below(word).isEmpty()) {
            throw unknown(args);
        }
        if (args.size() == 1) {
            terminal.complain(Help.group(word, catalog, terminal));
            return ExitCode.WRONG_USE;
        }
        if (args.get(1).equals("--help") || args.get(1).equals("-h")) {
            return help(List.of(word));
        }
        throw unknown(args);
    }

    /** What to say of words that name no command. */
    private UsageException unknown(List<String> args) {
        List<String> known = new ArrayList<>();
        List<String> next = catalog.next(known);
        while (known.size() < args.size() - 1 && next.contains(args.get(known.size()))) {
            known.add(args.get(known.size()));
            next = catalog.next(known);
        }
        if (next.isEmpty()) {
            return new UsageException("too many arguments: '" + args.get(known.size()) + "'\nsee hone --help");
        }
        String word = args.get(known.size());
        String before = known.isEmpty() ? "hone" : "hone " + String.join(" ", known);
        return new UsageException("there is no command '" + before + " " + word + "'" + Nearest.hint(word, next)
                + "\nsee " + before + " --help");
    }

    private ExitCode complain(HoneException e) {
        flushQuietly();
        terminal.error(e.getMessage() + trace(e));
        return ExitCode.of(e.code());
    }

    private ExitCode failed(String message, Throwable e) {
        flushQuietly();
        terminal.error(message + trace(e));
        return ExitCode.FAILED;
    }

    private void flushQuietly() {
        try {
            terminal.flush();
        } catch (Terminal.ClosedPipe | HoneException ignored) {
            // The complaint that follows is what matters.
        }
    }

    private String trace(Throwable e) {
        return stackTraces ? "\n" + StackTraces.text(e).stripTrailing() : "";
    }
}
