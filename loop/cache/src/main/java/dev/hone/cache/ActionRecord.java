package dev.hone.cache;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** Years of thirteen digits are no times that Java knows. */
    private static final Pattern RECORD = Pattern.compile("(?<text>" + FORMAT
            + " (?<output>[0-9a-f]{64}) (?<size>[0-9]{1,18}) (?<seconds>[0-9]{1,15})\\.(?<nanos>[0-9]{1,9}))"
            + " (?<sum>[0-9a-f]{1,8})\n");

    byte[] bytes() {
        String text = FORMAT + " " + output.hex() + " " + size + " " + time.getEpochSecond() + "." + time.getNano();
        return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty when the bytes are not a record: half a one, or what a crash left of one. */
    static Optional<ActionRecord> parse(byte[] bytes) {
        Matcher fields = RECORD.matcher(new String(bytes, StandardCharsets.US_ASCII));
        if (!fields.matches() || !fields.group("sum").equals(checksum(fields.group("text")))) {
            return Optional.empty();
        }
        return Optional.of(new ActionRecord(
                new OutputId(fields.group("output")),
                Long.parseLong(fields.group("size")),
                Instant.ofEpochSecond(Long.parseLong(fields.group("seconds")), Long.parseLong(fields.group("nanos")))));
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(sum.getValue());
    }
}
