package dev.hone.command;

/** One command: says what it takes, then runs with what was given. */
public interface Command {
    /** Declares options, arguments and help. Done by calls: reading annotations would take most of the start-up time. */
    void declare(Declaration declaration);

    ExitCode run(Arguments arguments, Terminal terminal);
}
