package dev.hone.event;

import dev.hone.base.HoneException;

/** An event bus could not do what it was asked. */
public final class EventException extends HoneException {
    private static final long serialVersionUID = 1;

    private final EventError error;

    public EventException(EventError error, String message) {
        super(error, message);
        this.error = error;
    }

    public EventException(EventError error, String message, Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** What went wrong, as this module names it. */
    public EventError error() {
        return error;
    }
}
