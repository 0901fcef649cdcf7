package dev.hone.cli;

/** How many rows of a table to show: {@code -n}. */
final class Rows {
    private static final int USUAL = 25;

    private Rows() {}

    static void declare(Declaration declaration) {
        declaration.number("-n", "N", "Rows to show, 0 for all (default: " + USUAL + ").");
    }

    /** The rows to show of so many that there are. */
    static int of(Arguments arguments, int all) {
        int rows = arguments.number("-n", USUAL);
        if (rows < 0) {
            throw new UsageException("-n takes 0 or more, not " + rows);
        }
        return rows == 0 ? all : Math.min(rows, all);
    }
}
