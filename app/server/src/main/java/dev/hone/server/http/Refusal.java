package dev.hone.server.http;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;

/** A request that is not done, with the status to answer. */
public final class Refusal extends HoneException {
    private static final long serialVersionUID = 1;

    public Refusal(Reason reason, String message) {
        super(reason, message);
    }

    Reason reason() {
        return (Reason) code();
    }

    /** Why, as metrics count it. */
    public enum Reason implements ErrorCode {
        BAD_REQUEST(400),
        BROKEN_OFF(400),
        NO_KEY(401),
        FORBIDDEN(403),
        NOT_FOUND(404),
        TOO_SLOW(408),
        CONFLICT(409),
        PRECONDITION(412),
        TOO_LARGE(413),
        UNUSABLE(422),
        TOO_MANY(429),
        BROKEN(500),
        BUSY(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        @Override
        public Kind kind() {
            return switch (this) {
                case TOO_LARGE, TOO_MANY, BUSY, TOO_SLOW -> Kind.LIMIT;
                case BROKEN -> Kind.ENVIRONMENT;
                case UNUSABLE -> Kind.INPUT;
                case BAD_REQUEST, BROKEN_OFF, NO_KEY, FORBIDDEN, NOT_FOUND, CONFLICT, PRECONDITION -> Kind.USAGE;
            };
        }
    }
}
