package dev.hone.collect;

import dev.hone.base.HoneException;
import java.util.regex.Pattern;

/** Ends an attempt without a profile that can be handed in. */
final class Missed extends HoneException {
    private static final long serialVersionUID = 1;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    private static final int LONGEST = 300;

    private final Outcome outcome;

    Missed(Outcome outcome, String message) {
        super(outcome, line(message));
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    /** What others say, as one line that is not too long. */
    static String line(String text) {
        String plain = HIDDEN.matcher(text).replaceAll(" ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
