package dev.hone.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A number of bytes that people write as {@code 512}, {@code 64KiB}, {@code 1.5 GB}.
 *
 * <p>{@code KB}, {@code MB}, {@code GB}, {@code TB} are powers of 1000; {@code KiB}, {@code MiB}, {@code GiB},
 * {@code TiB} and the bare letters {@code K}, {@code M}, {@code G}, {@code T} are powers of 1024. Case is ignored.
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final String PREFIXES = "KMGT";
    private static final String NUMERALS = "0123456789.";
    private static final int LONGEST_NUMBER = 100;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static ByteSize of(long bytes) {
        return new ByteSize(bytes);
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /** Reads a size as a person writes it; a fraction of a byte is rounded down. */
    public static ByteSize parse(String text) {
        String trimmed = text.strip();
        int end = 0;
        while (end < trimmed.length() && NUMERALS.indexOf(trimmed.charAt(end)) >= 0) {
            end++;
        }
        try {
            BigDecimal number = number(trimmed.substring(0, end));
            BigDecimal unit = BigDecimal.valueOf(unit(trimmed.substring(end).strip()));
            return new ByteSize(
                    number.multiply(unit).setScale(0, RoundingMode.DOWN).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; write a number with B, KiB, MiB, GiB, TiB, KB, MB, GB or TB", e);
        }
    }

    private static BigDecimal number(String numerals) {
        if (numerals.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("more than " + LONGEST_NUMBER + " digits");
        }
        return new BigDecimal(numerals);
    }

    private static long unit(String suffix) {
        String upper = suffix.toUpperCase(Locale.ROOT);
        if (upper.isEmpty() || upper.equals("B")) {
            return 1;
        }
        int power = PREFIXES.indexOf(upper.charAt(0)) + 1;
        if (power == 0) {
            throw new NumberFormatException("unknown unit " + suffix);
        }
        if (suffix.chars().anyMatch(c -> c > 127)) {
            throw new NumberFormatException("a letter that only looks like a unit in " + suffix);
        }
        return switch (upper.substring(1)) {
            case "", "I", "IB" -> 1L << (10 * power);
            case "B" -> (long) Math.pow(1000, power);
            default -> throw new NumberFormatException("unknown unit " + suffix);
        };
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The size for people, in binary units with three significant digits: {@code 1.43 MiB}. */
    public String format() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int power = 0;
        while (value >= 1023.5 && power < PREFIXES.length()) {
            value /= 1024;
            power++;
        }
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %ciB", value, PREFIXES.charAt(power - 1));
    }

    /** The size exactly, in the largest binary unit that divides it; {@link #parse} reads it back. */
    @Override
    public String toString() {
        int power = 0;
        long value = bytes;
        while (value != 0 && value % 1024 == 0 && power < PREFIXES.length()) {
            value /= 1024;
            power++;
        }
        return power == 0 ? value + "B" : value + "" + PREFIXES.charAt(power - 1) + "iB";
    }
}
