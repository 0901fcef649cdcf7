package dev.hone.collect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a form that was sent as {@code multipart/form-data}, by their names. */
/*
 * RFC 7578 and RFC 2046, 5.1.1, for what clients send: lines end with CR LF, parts have names and are not nested. A
 * boundary has no CR in it, so that a search which begins anew behind each CR looks at no byte more than twice, whatever the
 * body is made of.
 */
final class MultipartForm {
    private static final String TYPE = "multipart/form-data";
    private static final int LONGEST_BOUNDARY = 70;
    private static final int LARGEST_HEADER = 8 << 10;
    private static final int MOST_PARTS = 16;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final byte[] body;
    private final byte[] delimiter;
    private final Map<String, Part> parts = new HashMap<>();
    private int at;

    /** Where the content of a part stands. */
    private record Part(int from, int to) {}

    private MultipartForm(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isOne(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /** Reads a body; it is not copied. */
    static MultipartForm read(String contentType, byte[] body) {
        MultipartForm form = new MultipartForm(body, boundary(contentType));
        form.read();
        return form;
    }

    Optional<byte[]> part(String name) {
        return Optional.ofNullable(parts.get(name)).map(part -> Arrays.copyOfRange(body, part.from, part.to));
    }

    private static String boundary(String contentType) {
        String boundary = parameter(contentType, "boundary");
        if (boundary.isEmpty()
                || boundary.length() > LONGEST_BOUNDARY
                || !boundary.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw bad("the Content-Type names no boundary of 1 to " + LONGEST_BOUNDARY + " characters");
        }
        return boundary;
    }

    /** A parameter of a header, quoted or not; empty when there is none. */
    private static String parameter(String header, String name) {
        int at = header.indexOf(';');
        while (at >= 0 && at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                return "";
            }
            String key = header.substring(at + 1, equals).strip();
            boolean quoted = header.startsWith("\"", equals + 1);
            int start = equals + (quoted ? 2 : 1);
            int end = header.indexOf(quoted ? '"' : ';', start);
            end = end < 0 ? header.length() : end;
            if (key.equalsIgnoreCase(name)) {
                return header.substring(start, end).strip();
            }
            at = header.indexOf(';', end);
        }
        return "";
    }

    private void read() {
        at = firstDelimiter();
        while (!isLast()) {
            if (parts.size() == MOST_PARTS) {
                throw new PushException(PushError.TOO_LARGE, "the form has more than " + MOST_PARTS + " parts");
            }
            String name = name(header());
            int from = at;
            int to = find(delimiter, from, body.length);
            if (to < 0) {
                throw bad("it ends in the middle of a part");
            }
            if (parts.put(name, new Part(from, to)) != null) {
                throw bad("two parts have one name");
            }
            at = to + delimiter.length;
        }
    }

    /** Behind the first delimiter, which needs no line before it. */
    private int firstDelimiter() {
        int length = delimiter.length - 2;
        if (body.length >= length && Arrays.equals(body, 0, length, delimiter, 2, delimiter.length)) {
            return length;
        }
        int found = find(delimiter, 0, body.length);
        if (found < 0) {
            throw bad("the boundary that the Content-Type names is not in it");
        }
        return found + delimiter.length;
    }

    /** Whether the delimiter just read is the last; if not, steps over the end of its line. */
    private boolean isLast() {
        if (has(at, '-') && has(at + 1, '-')) {
            return true;
        }
        while (has(at, ' ') || has(at, '\t')) {
            at++;
        }
        if (!has(at, '\r') || !has(at + 1, '\n')) {
            throw bad("there is something behind a boundary");
        }
        return false;
    }

    /** The header lines of a part; afterwards the walk stands at its content. */
    private String header() {
        int end = find(BLANK_LINE, at, Math.min(body.length, at + LARGEST_HEADER));
        if (end < 0) {
            throw bad("the header of a part has no end, or is larger than " + LARGEST_HEADER + " bytes");
        }
        String header = new String(body, at, end - at, StandardCharsets.UTF_8);
        at = end + BLANK_LINE.length;
        return header;
    }

    private static String name(String header) {
        for (String line : header.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("Content-Disposition")) {
                String name = parameter(line, "name");
                if (!name.isEmpty()) {
                    return name;
                }
            }
        }
        throw bad("a part has no name");
    }

    private boolean has(int position, char c) {
        return position < body.length && body[position] == c;
    }

    private int find(byte[] wanted, int from, int limit) {
        int last = limit - wanted.length;
        for (int i = from; i <= last; i++) {
            if (body[i] == '\r' && Arrays.equals(body, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static PushException bad(String what) {
        return new PushException(PushError.MALFORMED, "the form cannot be read: " + what);
    }
}
