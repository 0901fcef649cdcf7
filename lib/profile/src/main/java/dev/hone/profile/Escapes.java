package dev.hone.profile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Makes characters of bytes of unknown origin. */
final class Escapes {
    private Escapes() {}

    /** Printable characters, without loss. */
    static String escape(byte[] bytes, int start, int length) {
        StringBuilder text = new StringBuilder(length + 16);
        decode(
                ByteBuffer.wrap(bytes, start, length),
                c -> appendPrintable(text, (char) c),
                b -> text.append(String.format("\\x%02x", b & 0xff)));
        return text.toString();
    }

    /** The characters as Go sees them: a byte that is not part of valid UTF-8 is one U+FFFD. */
    static String replace(byte[] bytes, int start, int length) {
        StringBuilder text = new StringBuilder(length);
        decode(ByteBuffer.wrap(bytes, start, length), c -> text.append((char) c), b -> text.append('\ufffd'));
        return text.toString();
    }

    private static void decode(ByteBuffer in, IntConsumer character, IntConsumer malformed) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        while (true) {
            var result = decoder.decode(in, out, true);
            out.flip().chars().forEach(character);
            out.clear();
            if (!result.isError()) {
                return;
            }
            for (int i = 0; i < result.length(); i++) {
                malformed.accept(in.get());
            }
            decoder.reset();
        }
    }

    static boolean hasHidden(String text) {
        return text.chars().anyMatch(c -> isHidden((char) c));
    }

    private static boolean isHidden(char c) {
        return Character.isISOControl(c) || isInvisible(c);
    }

    private static void appendPrintable(StringBuilder text, char c) {
        if (isHidden(c)) {
            text.append(String.format("\\u%04x", (int) c));
        } else {
            text.append(c);
        }
    }

    /** Line separators and the marks that turn or hide text. */
    private static boolean isInvisible(char c) {
        return (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0x061c
                || c == 0xfeff;
    }
}
