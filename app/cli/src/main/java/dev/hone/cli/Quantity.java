package dev.hone.cli;

import dev.hone.base.ByteSize;
import dev.hone.base.GoDuration;
import dev.hone.profile.Text;
import dev.hone.profile.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Writes values of a profile for people, by what they are measured in. */
final class Quantity {
    private static final double SECOND = 1e9;

    private Quantity() {}

    /** One value by itself, in the unit that suits it. */
    static String of(long value, ValueType type) {
        return switch (type.unit().toString()) {
            case "nanoseconds" -> nanoseconds(value);
            case "bytes" -> value < 0 ? "-" + bytes(-value) : bytes(value);
            case "count", "" -> count(value);
            default -> count(value) + " " + type.unit();
        };
    }

    /** A value in a column of others that go up to {@code largest}: all in one unit, so that they can be compared. */
    static String inColumn(long value, long largest, Text unit) {
        return switch (unit.toString()) {
            case "nanoseconds" -> {
                boolean seconds = Math.abs(largest) >= SECOND;
                yield decimal(value, seconds ? SECOND : 1e6) + (seconds ? "s" : "ms");
            }
            case "bytes" -> {
                boolean mebibytes = Math.abs(largest) >= 1 << 20;
                yield decimal(value, mebibytes ? 1 << 20 : 1 << 10) + (mebibytes ? " MiB" : " KiB");
            }
            default -> count(value);
        };
    }

    private static String decimal(long value, double unit) {
        return String.format(Locale.ROOT, "%,.2f", value / unit);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String bytes(long value) {
        return value < 0 ? count(value) + " bytes" : ByteSize.of(value).format();
    }

    /** A duration to three digits or so; the rest is noise in a profile. */
    static String nanoseconds(long value) {
        double magnitude = Math.abs((double) value);
        int digits = magnitude < 1 ? 1 : (int) Math.log10(magnitude) + 1;
        int keep = magnitude >= 60 * SECOND ? Math.max(3, digits - 9) : 4;
        int scale = Math.min(0, keep - digits);
        long rounded = BigDecimal.valueOf(value)
                .setScale(scale, java.math.RoundingMode.HALF_EVEN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValue();
        return GoDuration.format(Duration.ofNanos(rounded));
    }

    static String percent(long part, long whole) {
        return share(whole == 0 ? 0 : (double) part / whole);
    }

    /** A share from 0 to 1 as a percentage. */
    static String share(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
