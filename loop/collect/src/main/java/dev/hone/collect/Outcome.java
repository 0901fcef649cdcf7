package dev.hone.collect;

import dev.hone.base.ErrorCode;
import java.util.Locale;

/** How an attempt to profile a target ended. */
public enum Outcome implements ErrorCode {
    /** The profile was taken in. */
    DELIVERED(Blame.NOBODY),
    /** Nothing was recorded in the time that was asked for. */
    NOTHING(Blame.NOBODY),
    /** Somebody else profiles the target just now, or it asks to come later. */
    BUSY(Blame.NOBODY),
    /** Nobody answers there, or its name is not known. */
    UNREACHABLE(Blame.TARGET),
    /** The profile was not there in time, or came too slowly. */
    TIMED_OUT(Blame.TARGET),
    /** It answered with another status than 200. */
    BAD_STATUS(Blame.TARGET),
    /** It sends whoever asks elsewhere. */
    REDIRECTED(Blame.TARGET),
    /** Its address points where nobody has to look: link-local, metadata of a cloud. */
    FORBIDDEN_ADDRESS(Blame.TARGET),
    /** It answered with a page for people. */
    HTML(Blame.TARGET),
    /** What it answered is no profile. */
    NOT_A_PROFILE(Blame.TARGET),
    /** The profile does not measure CPU time. */
    NOT_CPU(Blame.TARGET),
    /** The answer is larger than any profile. */
    TOO_LARGE(Blame.TARGET),
    /** The profile is of another program than those of the app's other targets. */
    OTHER_PROGRAM(Blame.TARGET),
    /** The receiver does not want this profile. */
    REFUSED(Blame.TARGET),
    /** The receiver could not be reached, or does not let us in. */
    NOT_HANDED_IN(Blame.RECEIVER),
    /** The scraper has no memory for it just now. */
    NO_ROOM(Blame.NOBODY),
    /** The scraper itself failed. */
    BROKEN(Blame.TARGET),
    /** The scraper was stopped meanwhile. */
    STOPPED(Blame.NOBODY);

    private final Blame blame;

    /** Who has to change something. */
    enum Blame {
        NOBODY,
        TARGET,
        RECEIVER
    }

    Outcome(Blame blame) {
        this.blame = blame;
    }

    Blame blame() {
        return blame;
    }

    @Override
    public Kind kind() {
        return blame == Blame.TARGET ? Kind.INPUT : Kind.ENVIRONMENT;
    }

    /** What metrics and JSON call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
