package dev.hone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes what servers bore, for people: a line for each, then one for each pair. */
final class LoadReport {
    private static final List<String> HEADINGS =
            List.of("server", "uploads/s", "first round", "last round", "p50", "p99", "slowest", "processor each");

    private LoadReport() {}

    static String of(List<Load.Served> servers, LoadOptions options, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        text.append(options.rounds().counted()).append(" rounds of ").append(options.uploads());
        text.append(" uploads by ").append(options.clients()).append(" clients, after ");
        text.append(options.rounds().discarded()).append(" rounds discarded\n\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        servers.forEach(server -> rows.add(row(server)));
        text.append(Report.table(rows)).append('\n');
        for (int above = 1; above < servers.size(); above++) {
            for (int below = 0; below < above; below++) {
                text.append(sentence(servers.get(above), servers.get(below), random));
            }
        }
        return text.toString();
    }

    private static List<String> row(Load.Served server) {
        double[] rates =
                server.bursts().stream().mapToDouble(Load.Burst::perSecond).toArray();
        double[] each = server.bursts().stream()
                .flatMap(burst -> burst.each().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return List.of(
                server.name(),
                rate(Statistics.median(rates)),
                rate(rates[0]),
                rate(rates[rates.length - 1]),
                Report.time(Statistics.median(each)),
                Report.time(Statistics.quantile(0.99, each)),
                Report.time(Statistics.quantile(1, each)),
                processor(server));
    }

    /** What one upload cost, in the median round. */
    private static String processor(Load.Served server) {
        double[] costs = server.bursts().stream()
                .mapToDouble(burst -> (double) burst.processor() / burst.each().size())
                .toArray();
        double median = Statistics.median(costs);
        return median > 0 ? Report.time(median) : "-";
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.0f", perSecond);
    }

    private static String sentence(Load.Served above, Load.Served below, RandomGenerator random) {
        Statistics.Ratio ratio = Statistics.ratio(nanos(above), nanos(below), random);
        return String.format(
                Locale.ROOT,
                "%s takes %.2f times as long as %s (95 %%: %.2f to %.2f)%n",
                above.name(),
                ratio.ratio(),
                below.name(),
                ratio.low(),
                ratio.high());
    }

    private static double[] nanos(Load.Served server) {
        return server.bursts().stream().mapToDouble(Load.Burst::nanos).toArray();
    }
}
