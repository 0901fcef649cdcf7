package dev.hone.cache;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is written down for an action: {@code hone1 <output> <size> <seconds>.<nanos> <checksum>} and a line break.
 *
 * @param size the output's bytes
 * @param time when it was first put
 */
record ActionRecord(OutputId output, long size, Instant time) {
    /** Longer than any record. */
    static final int LARGEST = 256;

    private static final String FORMAT = "hone1";
    private static final int SIZE_DIGITS = 18;
    /** Years of thirteen digits are no times that Java knows. */
    private static final int SECONDS_DIGITS = 15;

    private static final int NANOS_DIGITS = 9;

    byte[] bytes() {
        String text = FORMAT + " " + output.hex() + " " + size + " " + time.getEpochSecond() + "." + time.getNano();
        return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Empty when the bytes are not a record: half a one, or what a crash left of one. By hand, since each hit reads one and a pattern
     * is slow in a JVM that has just started.
     */
    static Optional<ActionRecord> parse(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.US_ASCII);
        int sum = line.lastIndexOf(' ');
        if (sum < 0 || !line.startsWith(FORMAT + " ") || !line.endsWith("\n")) {
            return Optional.empty();
        }
        String text = line.substring(0, sum);
        if (!line.substring(sum + 1, line.length() - 1).equals(checksum(text))) {
            return Optional.empty();
        }
        return read(text.substring(FORMAT.length() + 1));
    }

    private static Optional<ActionRecord> read(String text) {
        int size = text.indexOf(' ');
        int time = text.indexOf(' ', size + 1);
        int dot = text.indexOf('.', time + 1);
        if (size != Digests.DIGITS || time < 0 || dot < 0 || !Digests.isHex(text.substring(0, size))) {
            return Optional.empty();
        }
        long bytes = number(text, size + 1, time, SIZE_DIGITS);
        long seconds = number(text, time + 1, dot, SECONDS_DIGITS);
        long nanos = number(text, dot + 1, text.length(), NANOS_DIGITS);
        if (bytes < 0 || seconds < 0 || nanos < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new ActionRecord(new OutputId(text.substring(0, size)), bytes, Instant.ofEpochSecond(seconds, nanos)));
    }

    /** Digits and nothing else, or -1. */
    private static long number(String text, int from, int to, int most) {
        if (to <= from || to - from > most) {
            return -1;
        }
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(sum.getValue());
    }
}
