package dev.hone.gocache.doctor;

import java.util.regex.Pattern;

/** Knows by its looks a word that has a time in it. Some times are taken for numbers, and some numbers for times. */
final class TimeOfDay {
    private static final Pattern DATE = Pattern.compile("20[0-9]{2}[-/.][01][0-9][-/.][0-3][0-9]");
    private static final Pattern CLOCK = Pattern.compile("[0-2][0-9]:[0-5][0-9]");
    private static final Pattern DIGITS = Pattern.compile(
            "(^|[^0-9])20[0-9]{2}[01][0-9][0-3][0-9]([T_-]?[0-2][0-9][0-5][0-9]([0-5][0-9])?)?Z?($|[^0-9])");
    /** Seconds from 2001 to 2033, or parts of them. */
    private static final Pattern SECONDS = Pattern.compile("(^|[^0-9])1[0-9]{9}([0-9]{3}){0,3}($|[^0-9])");

    private TimeOfDay() {}

    static boolean isIn(String word) {
        return DATE.matcher(word).find()
                || CLOCK.matcher(word).find()
                || DIGITS.matcher(word).find()
                || SECONDS.matcher(word).find();
    }
}
