package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The functions that a program has, to tell whether a profile is of it: the output of {@code go tool nm}, or one name a line. */
/*
 * A line of nm is an address, perhaps a size, one letter and the name; undefined symbols have no address. Names may hold
 * blanks. Any other line is a name.
 */
public final class SymbolList {
    private static final int LARGEST = 1 << 28;
    private static final int LONGEST_LINE = 1 << 16;
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private final Set<Text> names;

    private SymbolList(Set<Text> names) {
        this.names = names;
    }

    /**
     * Reads a list to its end.
     *
     * @throws GoProfileException when it is no such list, or larger than 256 MiB
     */
    public static SymbolList read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw refusal("it is larger than 256 MiB");
        }
        if (startsWith(bytes, ELF)) {
            throw refusal("this is a program; list its symbols first: go tool nm PROGRAM > symbols.txt");
        }
        Set<Text> names = new HashSet<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                line(bytes, start, i, names);
                start = i + 1;
            }
        }
        if (names.isEmpty()) {
            throw refusal("there are no names in it");
        }
        return new SymbolList(names);
    }

    private static GoProfileException refusal(String why) {
        return new GoProfileException(GoProfileError.NOT_SYMBOLS, why);
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static void line(byte[] bytes, int start, int end, Set<Text> names) {
        int length = end - start - (end > start && bytes[end - 1] == '\r' ? 1 : 0);
        if (length > LONGEST_LINE) {
            throw refusal("a line of it is longer than 64 KiB, so it is no list of names");
        }
        for (int i = start; i < start + length; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') {
                throw refusal("there are control characters in it, so it is no list of names");
            }
        }
        String line = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        String name = name(line);
        if (!name.isBlank()) {
            byte[] kept = name.getBytes(StandardCharsets.ISO_8859_1);
            names.add(Text.of(kept, 0, kept.length));
        }
    }

    /** The name in a line, with bytes as Latin-1 characters. */
    private static String name(String line) {
        int at = skipBlanks(line, 0);
        boolean undefined = at > 0;
        int address = at;
        while (at < line.length() && isHex(line.charAt(at))) {
            at++;
        }
        int type = skipBlanks(line, at);
        int size = type;
        while (at > address && type > at && size < line.length() && isDigit(line.charAt(size))) {
            size++;
        }
        type = size > type ? skipBlanks(line, size) : type;
        boolean afterAddress = at > address && type > at;
        if ((afterAddress || (undefined && type == address)) && isType(line, type)) {
            return line.substring(skipBlanks(line, type + 1)).stripTrailing();
        }
        return line.strip();
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Whether a single letter or mark stands at a place, with a blank and more behind it. */
    private static boolean isType(String line, int at) {
        return at + 2 < line.length()
                && line.charAt(at + 1) == ' '
                && (Character.isLetter(line.charAt(at)) || line.charAt(at) == '?' || line.charAt(at) == '-');
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public boolean contains(Text name) {
        return names.contains(name);
    }

    public int size() {
        return names.size();
    }
}
