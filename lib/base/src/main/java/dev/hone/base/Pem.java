package dev.hone.base;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys as text between two lines that name what it is (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String of(String label, byte[] content) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * The contents of the blocks with a label, in order.
     *
     * @throws IllegalArgumentException when there is none, or one has no end
     */
    static List<byte[]> blocks(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        for (int from = text.indexOf(begin); from >= 0; from = text.indexOf(begin, from)) {
            int content = from + begin.length();
            int to = text.indexOf(end, content);
            if (to < 0) {
                throw new IllegalArgumentException("a " + label + " in it has no end");
            }
            blocks.add(Base64.getMimeDecoder().decode(text.substring(content, to)));
            from = to;
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("there is no " + label + " in it");
        }
        return blocks;
    }
}
