package dev.hone.command;

/** Stands in a catalog for a command of another entry point. */
final class Elsewhere implements Command {
    private final String name;

    Elsewhere(String name) {
        this.name = name;
    }

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description("This command is run by another program of Hone's, which the launcher starts.")
                .examples("  hone help " + name + "      what it takes, from that program");
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        throw new UsageException("this command belongs to another program of Hone's; start it with the launcher, hone");
    }
}
