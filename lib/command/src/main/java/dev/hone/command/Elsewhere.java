package dev.hone.command;

/** Stands in a catalog for a command of another entry point. */
final class Elsewhere implements Command {
    @Override
    public void declare(Declaration declaration) {
        declaration.description("This command is run by another program of Hone's, which the launcher starts.");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        throw new UsageException("this command belongs to another program of Hone's; start it with the launcher, hone");
    }
}
