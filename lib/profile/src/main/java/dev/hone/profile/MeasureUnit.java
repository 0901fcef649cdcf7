package dev.hone.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Units of memory, time and computing in which numbers are written ({@code kb}, {@code ms}), and how they convert. */
/*
 * Follows Scale of google/pprof, internal/measurement: units are found by many names, in any case, with or without a
 * plural s. What converts to a unit of another kind, or to none, is given in the usual unit of its own kind. Units that
 * are not known keep their number and take on the name that is asked for.
 */
record MeasureUnit(String name, double factor, List<String> aliases) {
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "B",
                    1,
                    List.of(
                            unit("B", 1, "b", "byte"),
                            unit("kB", 0x1p10, "kb", "kbyte", "kilobyte"),
                            unit("MB", 0x1p20, "mb", "mbyte", "megabyte"),
                            unit("GB", 0x1p30, "gb", "gbyte", "gigabyte"),
                            unit("TB", 0x1p40, "tb", "tbyte", "terabyte"),
                            unit("PB", 0x1p50, "pb", "pbyte", "petabyte"))),
            new Kind(
                    "s",
                    1e9,
                    List.of(
                            unit("ns", 1, "ns", "nanosecond"),
                            unit("us", 1e3, "\u03bcs", "us", "microsecond"),
                            unit("ms", 1e6, "ms", "millisecond"),
                            unit("s", 1e9, "s", "sec", "second"),
                            unit("hrs", 3600e9, "hour", "hr"))),
            new Kind(
                    "GCU",
                    1,
                    List.of(
                            unit("n*GCU", 1e-9, "nanogcu"),
                            unit("u*GCU", 1e-6, "microgcu"),
                            unit("m*GCU", 1e-3, "milligcu"),
                            unit("GCU", 1, "gcu"),
                            unit("k*GCU", 1e3, "kilogcu"),
                            unit("M*GCU", 1e6, "megagcu"),
                            unit("G*GCU", 1e9, "gigagcu"),
                            unit("T*GCU", 1e12, "teragcu"),
                            unit("P*GCU", 1e15, "petagcu"))));

    private static MeasureUnit unit(String name, double factor, String... aliases) {
        return new MeasureUnit(name, factor, List.of(aliases));
    }

    /** Units that convert into each other. */
    private record Kind(String usual, double usualFactor, List<MeasureUnit> units) {
        Optional<MeasureUnit> named(String written) {
            String lower = written.toLowerCase(Locale.ROOT);
            boolean plural = lower.endsWith("s") && lower.codePointCount(0, lower.length()) > 2;
            String singular = plural ? lower.substring(0, lower.length() - 1) : lower;
            return units.stream()
                    .filter(unit -> unit.aliases.contains(singular))
                    .findFirst();
        }
    }

    /** A number and the unit that it is in; empty when it is a mere count. */
    record Scaled(double value, String unit) {}

    /** A number in one unit, expressed in another if that is possible. */
    static Scaled scale(long value, String from, String to) {
        if (value < 0 && value != Long.MIN_VALUE) {
            Scaled positive = scale(-value, from, to);
            return new Scaled(-positive.value, positive.unit);
        }
        for (Kind kind : KINDS) {
            Optional<MeasureUnit> source = kind.named(from);
            if (source.isPresent()) {
                double base = value * source.get().factor;
                return kind.named(to)
                        .map(target -> new Scaled(base / target.factor, target.name))
                        .orElseGet(() -> new Scaled(base / kind.usualFactor, kind.usual));
            }
        }
        return switch (to) {
            case "count", "sample", "unit", "minimum", "auto" -> new Scaled(value, "");
            default -> new Scaled(value, to);
        };
    }
}
