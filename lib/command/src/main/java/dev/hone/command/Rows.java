package dev.hone.command;

/** How many rows of a table to show: {@code -n}. */
public final class Rows {
    private static final int USUAL = 25;

    private Rows() {}

    public static void declare(Declaration declaration) {
        declaration.number("-n", "N", "Rows to show, 0 for all (default: " + USUAL + ").");
    }

    /** The rows to show of so many that there are. */
    public static int of(Arguments arguments, int all) {
        return of(arguments, USUAL, all);
    }

    /** The same where all are shown unless somebody says otherwise. */
    public static int ofTree(Arguments arguments, int all) {
        return of(arguments, 0, all);
    }

    private static int of(Arguments arguments, int usual, int all) {
        int rows = arguments.number("-n", usual);
        if (rows < 0) {
            throw new UsageException("-n takes 0 or more, not " + rows);
        }
        return rows == 0 ? all : Math.min(rows, all);
    }
}
