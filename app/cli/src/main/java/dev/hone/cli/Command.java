package dev.hone.cli;

/** One command: picocli fills in its options, then it runs once. */
interface Command {
    ExitCode run(Terminal terminal, CommonOptions common);
}
