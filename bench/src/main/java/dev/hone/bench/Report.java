package dev.hone.bench;

import dev.hone.base.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a comparison for people: a line per side, then a line per pair. */
final class Report {
    private static final List<String> HEADINGS = List.of("side", "median", "minimum", "p90", "user+sys", "peak memory");
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    private Report() {}

    static String of(Comparison comparison, Rounds rounds) {
        StringBuilder text = new StringBuilder();
        text.append(comparison.scenario().name()).append(": ").append(rounds.counted());
        text.append(" rounds after ").append(rounds.discarded()).append(" discarded, ");
        text.append(comparison.scenario().warm() ? "one iteration in a warm process\n\n" : "whole processes\n\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        comparison.series().forEach(series -> rows.add(row(series)));
        text.append(table(rows)).append('\n');
        for (Comparison.Pair pair : comparison.pairs()) {
            text.append(sentence(pair)).append('\n');
        }
        comparison.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static List<String> row(Series series) {
        double[] nanos = series.nanos();
        return List.of(
                series.side().name(),
                time(Statistics.median(nanos)),
                time(Statistics.quantile(0, nanos)),
                time(Statistics.quantile(0.9, nanos)),
                time(Statistics.median(series.cpuNanos())),
                series.peakBytes() == 0 ? "-" : ByteSize.of(series.peakBytes()).format());
    }

    private static String sentence(Comparison.Pair pair) {
        Statistics.Ratio ratio = pair.ratio();
        return String.format(
                Locale.ROOT,
                "%s takes %.2f times as long as %s (95 %%: %.2f to %.2f)",
                pair.above(),
                ratio.ratio(),
                pair.below(),
                ratio.low(),
                ratio.high());
    }

    /** A time with three digits, in the unit that keeps it short. */
    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "-";
        }
        double value = nanos;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
    }

    /** Columns side by side: the first to the left, the others to the right. */
    static String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < row.size(); column++) {
                int width = width(rows, column);
                String padding = " ".repeat(width - row.get(column).length());
                line.append(column == 0 ? row.get(column) + padding : "   " + padding + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
