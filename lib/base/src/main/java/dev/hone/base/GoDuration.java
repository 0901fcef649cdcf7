package dev.hone.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Durations in the syntax of Go's {@code time.ParseDuration}: {@code 30s}, {@code 1h15m}, {@code 1.5ms}, {@code -2us}.
 *
 * <p>As in Go a duration is a signed 64-bit number of nanoseconds, so about 292 years either way.
 */
public final class GoDuration {
    private GoDuration() {}

    /** Reads Go's syntax; refuses what Go refuses (no unit, no number, out of range). */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty()) {
            throw refused(text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        while (!rest.isEmpty()) {
            int unitStart = endOfNumber(rest, text);
            int unitEnd = endOfUnit(rest, unitStart);
            BigDecimal number = new BigDecimal(rest.substring(0, unitStart));
            long unit = unit(rest.substring(unitStart, unitEnd), text);
            nanos = nanos.add(number.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.DOWN));
            rest = rest.substring(unitEnd);
        }
        try {
            return Duration.ofNanos((negative ? nanos.negate() : nanos).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too long for a duration (about 292 years)", e);
        }
    }

    private static int endOfNumber(String rest, String whole) {
        int end = 0;
        boolean digits = false;
        boolean point = false;
        for (; end < rest.length(); end++) {
            char c = rest.charAt(end);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digits = true;
            } else {
                break;
            }
        }
        if (!digits) {
            throw refused(whole);
        }
        return end;
    }

    private static int endOfUnit(String rest, int start) {
        int end = start;
        while (end < rest.length() && rest.charAt(end) != '.' && Character.digit(rest.charAt(end), 10) < 0) {
            end++;
        }
        return end;
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
