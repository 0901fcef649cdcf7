package dev.hone.base;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Durations in the syntax of Go's {@code time.ParseDuration}: {@code 30s}, {@code 1h15m}, {@code 1.5ms}, {@code -2us}.
 *
 * <p>As in Go a duration is a signed 64-bit number of nanoseconds, so about 292 years either way.
 */
public final class GoDuration {
    private GoDuration() {}

    /** Reads Go's syntax to the same nanosecond; refuses what Go refuses (no unit, no number, out of range). */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String terms = negative || text.startsWith("+") ? text.substring(1) : text;
        if (terms.equals("0")) {
            return Duration.ZERO;
        }
        try {
            long nanos = new Terms(text, terms).sum();
            return Duration.ofNanos(negative ? nanos : Math.negateExact(nanos));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long for a duration (about 292 years)", e);
        }
    }

    /** Adds up numbers with units from left to right; all as negative nanoseconds, because -2^63 has no positive twin. */
    private static final class Terms {
        private final String whole;
        private final String terms;
        private int at;

        Terms(String whole, String terms) {
            this.whole = whole;
            this.terms = terms;
        }

        long sum() {
            long sum = 0;
            do {
                sum = Math.addExact(sum, next());
            } while (at < terms.length());
            return sum;
        }

        private long next() {
            String integer = digits();
            String fraction = "";
            if (at < terms.length() && terms.charAt(at) == '.') {
                at++;
                fraction = digits();
            }
            if (integer.isEmpty() && fraction.isEmpty()) {
                throw refused(whole);
            }
            long unit = unit(word(), whole);
            return Math.addExact(Math.multiplyExact(negative(integer), unit), negative(fraction, unit));
        }

        private String digits() {
            int start = at;
            while (at < terms.length() && isDigit(terms.charAt(at))) {
                at++;
            }
            return terms.substring(start, at);
        }

        private String word() {
            int start = at;
            while (at < terms.length() && terms.charAt(at) != '.' && !isDigit(terms.charAt(at))) {
                at++;
            }
            return terms.substring(start, at);
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static long negative(String integer) {
            long value = 0;
            for (int i = 0; i < integer.length(); i++) {
                value = Math.subtractExact(Math.multiplyExact(value, 10), integer.charAt(i) - '0');
            }
            return value;
        }

        /** In floating point and with the digits that fit 63 bits, exactly as Go does it. */
        private static long negative(String fraction, long unit) {
            long value = 0;
            double scale = 1;
            for (int i = 0; i < fraction.length() && value >= -Long.MAX_VALUE / 10; i++) {
                long longer = value * 10 - (fraction.charAt(i) - '0');
                if (longer > 0) {
                    break;
                }
                value = longer;
                scale *= 10;
            }
            return (long) (value * (unit / scale));
        }
    }

    private static long unit(String unit, String whole) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw refused(whole);
        };
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a duration; write numbers with ns, us, ms, s, m or h, as in 1m30s");
    }

    /** Writes what Go's {@code Duration.String} writes: {@code 1h15m0s}, {@code 1.5ms}, {@code 0s}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal magnitude = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (magnitude.compareTo(BigDecimal.valueOf(1_000_000_000)) >= 0) {
            return sign + formatSeconds(magnitude);
        }
        if (magnitude.compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
            return sign + decimal(magnitude, 6) + "ms";
        }
        if (magnitude.compareTo(BigDecimal.valueOf(1_000)) >= 0) {
            return sign + decimal(magnitude, 3) + "µs";
        }
        return sign + magnitude.toPlainString() + "ns";
    }

    private static String formatSeconds(BigDecimal nanos) {
        BigDecimal[] minutes = nanos.divideAndRemainder(BigDecimal.valueOf(60_000_000_000L));
        long total = minutes[0].longValueExact();
        String seconds = decimal(minutes[1], 9) + "s";
        if (total == 0) {
            return seconds;
        }
        return total < 60 ? total + "m" + seconds : total / 60 + "h" + total % 60 + "m" + seconds;
    }

    private static String decimal(BigDecimal nanos, int places) {
        BigDecimal value = nanos.movePointLeft(places).stripTrailingZeros();
        return value.signum() == 0 ? "0" : value.toPlainString();
    }
}
