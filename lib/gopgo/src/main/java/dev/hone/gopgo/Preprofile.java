package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text that {@code go tool preprofile} makes of a profile, and that the compiler reads. */
public final class Preprofile {
    private static final byte[] HEADER = "GO PREPROFILE V1\n".getBytes(StandardCharsets.US_ASCII);

    private Preprofile() {}

    /** The text, byte for byte what the toolchain writes. Names stand in it as they are, newlines included. */
    public static byte[] text(EdgeMap map) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(HEADER.length + 64 * map.size());
        text.writeBytes(HEADER);
        byte[][] names = map.names().stream().map(Text::bytes).toArray(byte[][]::new);
        for (int edge : map.byWeight()) {
            text.writeBytes(names[map.caller(edge)]);
            text.write('\n');
            text.writeBytes(names[map.callee(edge)]);
            text.write('\n');
            text.writeBytes((map.offset(edge) + " " + map.weight(edge) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return text.toByteArray();
    }
}
