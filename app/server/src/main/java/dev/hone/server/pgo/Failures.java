package dev.hone.server.pgo;

import dev.hone.pgo.PgoException;
import dev.hone.server.http.Handler;
import dev.hone.server.http.Refusal;

/** Says by status what went wrong in the stage below. */
final class Failures {
    private Failures() {}

    /** The handler, with failures of the stage as refusals. */
    static Handler told(Handler handler) {
        return call -> {
            try {
                return handler.handle(call);
            } catch (PgoException e) {
                throw refusal(e);
            }
        };
    }

    private static Refusal refusal(PgoException e) {
        Refusal.Reason reason = switch (e.error()) {
            case BAD_APP_NAME, BAD_CONTEXT, REFUSED_PROFILE, BAD_POLICY -> Refusal.Reason.BAD_REQUEST;
            case TOO_LARGE -> Refusal.Reason.TOO_LARGE;
            case NOT_FOUND -> Refusal.Reason.NOT_FOUND;
            case CHANGED -> Refusal.Reason.PRECONDITION;
            case CONFLICT -> Refusal.Reason.CONFLICT;
            case CONTENDED, INTERRUPTED -> Refusal.Reason.BUSY;
            case DAMAGED, NEWER_FORMAT, NOT_TRUSTED -> Refusal.Reason.BROKEN;
        };
        return new Refusal(reason, String.valueOf(e.getMessage()));
    }
}
