package dev.hone.base;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the times of HTTP headers, such as {@code Sat, 21 Nov 2026 21:12:39 GMT}.
 *
 * <p>The form that servers send is read by hand, since Java's formatter needs tens of milliseconds for its first time in a
 * process. All other forms are left to the formatter. A day that no calendar has is no time.
 */
public final class HttpDate {
    private static final int LENGTH = "Sat, 21 Nov 2026 21:12:39 GMT".length();
    private static final String DAYS = "Mon,Tue,Wed,Thu,Fri,Sat,Sun,";
    private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
    private static final int NAME = 4;

    private HttpDate() {}

    /** The time, or nothing for a text that is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    isUsual(text) ? usual(text) : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether names, digits and what is between them are where they mostly are; not whether there is such a day. */
    private static boolean isUsual(String text) {
        return text.length() == LENGTH
                && place(text, 0, DAYS) > 0
                && place(text, 8, MONTHS) > 0
                && text.charAt(4) == ' '
                && areDigits(text, 5, 2)
                && text.charAt(7) == ' '
                && areDigits(text, 12, 4)
                && text.charAt(16) == ' '
                && areDigits(text, 17, 2)
                && text.charAt(19) == ':'
                && areDigits(text, 20, 2)
                && text.charAt(22) == ':'
                && areDigits(text, 23, 2)
                && text.endsWith(" GMT");
    }

    private static Instant usual(String text) {
        LocalDate date = LocalDate.of(number(text, 12, 4), place(text, 8, MONTHS), number(text, 5, 2));
        int hour = number(text, 17, 2);
        int minute = number(text, 20, 2);
        int second = number(text, 23, 2);
        if (date.getDayOfWeek().getValue() != place(text, 0, DAYS) || hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("there is no such time");
        }
        return Instant.ofEpochSecond(date.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second);
    }

    /** Which of the names stands there with the sign behind it, from 1; 0 for none. */
    private static int place(String text, int from, String names) {
        for (int i = 0; i < names.length(); i += NAME) {
            if (text.startsWith(names.substring(i, i + NAME), from)) {
                return i / NAME + 1;
            }
        }
        return 0;
    }

    private static boolean areDigits(String text, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int count) {
        return Integer.parseInt(text, from, from + count, 10);
    }
}
