package dev.hone.profile;

import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that lines of a memory map give to pieces of text, and puts these in their place. */
final class MapVariables {
    private static final int MOST = 1000;

    /** What Go's {@code strings.TrimSpace} cuts off, as the bytes of UTF-8. */
    private static final String SPACE =
            "(?:[\\t-\\r ]|\\xc2[\\x85\\xa0]|\\xe1\\x9a\\x80|\\xe2\\x80[\\x80-\\x8a\\xa8\\xa9\\xaf]"
                    + "|\\xe2\\x81\\x9f|\\xe3\\x80\\x80)+";

    private static final Pattern SPACES = Pattern.compile("^" + SPACE + "|" + SPACE + "$");

    private final int longestLine;
    /** With the dollar sign. Of two equal names the first counts, and of two that fit, too. */
    private final Map<String, String> values = new LinkedHashMap<>();

    MapVariables(int longestLine) {
        this.longestLine = longestLine;
    }

    static String trim(String text) {
        return SPACES.matcher(text).replaceAll("");
    }

    /** Takes a line of the form {@code name=value}; others do nothing. */
    void assign(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return;
        }
        values.putIfAbsent("$" + trim(line.substring(0, equals)), trim(line.substring(equals + 1)));
        if (values.size() > MOST) {
            throw MemoryMap.tooLarge("names more than " + MOST + " values");
        }
    }

    /** The line with values for names, from left to right; what was put in is not looked at again. */
    String replaceIn(String line) {
        int dollar = values.isEmpty() ? -1 : line.indexOf('$');
        if (dollar < 0) {
            return line;
        }
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        while (dollar >= 0) {
            int next = dollar + 1;
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (line.startsWith(value.getKey(), dollar)) {
                    replaced.append(line, copied, dollar).append(value.getValue());
                    next = dollar + value.getKey().length();
                    copied = next;
                    break;
                }
            }
            if (replaced.length() > longestLine) {
                throw MemoryMap.tooLarge("has a line that its names make longer than 64 KiB");
            }
            dollar = line.indexOf('$', next);
        }
        return replaced.append(line, copied, line.length()).toString();
    }
}
