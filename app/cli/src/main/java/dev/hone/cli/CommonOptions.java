package dev.hone.cli;

import dev.hone.base.Progress;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes; errors are still told.")
    boolean quiet;

    @Option(names = "--stacktrace", description = "With an error, show where in the program it came from.")
    boolean stackTrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** A display of progress that fits who is watching. */
    Progress progress(Progress.Task task, Terminal terminal) {
        if (quiet) {
            return Progress.NONE;
        }
        return terminal.facts().errIsTerminal()
                ? Progress.bar(task, terminal::complain, terminal.nanoClock())
                : Progress.lines(task, terminal::complain, terminal.nanoClock());
    }
}
