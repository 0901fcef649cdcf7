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

    byte[] bytes() {
        String text = FORMAT + " " + output.hex() + " " + size + " " + time.getEpochSecond() + "." + time.getNano();
        return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty when the bytes are not a record: half a one, or what a crash left of one. */
    static Optional<ActionRecord> parse(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.US_ASCII).split("[ \n]", -1);
        if (words.length != 6 || !words[0].equals(FORMAT) || !words[5].isEmpty()) {
            return Optional.empty();
        }
        String text = String.join(" ", words[0], words[1], words[2], words[3]);
        if (!words[4].equals(checksum(text))) {
            return Optional.empty();
        }
        int point = words[3].indexOf('.');
        return Optional.of(new ActionRecord(
                new OutputId(words[1]),
                Long.parseLong(words[2]),
                Instant.ofEpochSecond(
                        Long.parseLong(words[3].substring(0, point)), Long.parseLong(words[3].substring(point + 1)))));
    }

    private static String checksum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(sum.getValue());
    }
}
