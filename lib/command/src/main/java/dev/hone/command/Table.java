package dev.hone.command;

import java.util.ArrayList;
import java.util.List;

/** Lines up cells in columns: numbers to the right, words to the left, the last column ragged. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A column's heading and side. */
    public record Column(String heading, boolean right) {
        public static Column left(String heading) {
            return new Column(heading, false);
        }

        public static Column right(String heading) {
            return new Column(heading, true);
        }
    }

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    public void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + columns.size() + " cells, not " + cells.length);
        }
        rows.add(List.of(cells));
    }

    public String render(Terminal terminal) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        text.append(terminal.bold(line(columns.stream().map(Column::heading).toList(), widths)))
                .append('\n');
        rows.forEach(row -> text.append(line(row, widths)).append('\n'));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
            line.append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
