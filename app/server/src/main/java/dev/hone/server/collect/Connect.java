package dev.hone.server.collect;

import dev.hone.base.HoneException;
import dev.hone.collect.PushException;
import dev.hone.pgo.PgoException;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Handler;
import dev.hone.server.http.Json;
import dev.hone.server.http.Refusal;
import java.util.Locale;
import java.util.Map;

/** Unary calls of the Connect protocol, which Pyroscope's newer clients speak. */
/*
 * connectrpc.com/docs/protocol: POST, a message as JSON or protocol buffer by its Content-Type, gzip or identity, and an
 * answer in the same form. Errors are JSON in either case, with a code as a word; the status follows from the code.
 */
final class Connect {
    private static final String JSON_TYPE = "application/json";
    private static final String PROTO_TYPE = "application/proto";

    private Connect() {}

    /** The codes that are used here, and their status. */
    private enum Code {
        INVALID_ARGUMENT(400),
        PERMISSION_DENIED(403),
        NOT_FOUND(404),
        DEADLINE_EXCEEDED(504),
        RESOURCE_EXHAUSTED(429),
        UNIMPLEMENTED(501),
        INTERNAL(500),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }
    }

    /** The handler, with failures in Connect's form. */
    static Handler told(Handler handler) {
        return call -> {
            try {
                return handler.handle(call);
            } catch (PushException e) {
                return error(code(e), e);
            } catch (PgoException e) {
                return error(code(e), e);
            } catch (Refusal e) {
                return error(code(e), e);
            }
        };
    }

    /** Whether the message is JSON; the alternative is a protocol buffer, and anything else is refused. */
    static boolean isJson(Call call) {
        String type =
                call.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return switch (type) {
            case JSON_TYPE -> true;
            case PROTO_TYPE -> false;
            default ->
                throw new Refusal(
                        Refusal.Reason.BAD_REQUEST,
                        "send " + JSON_TYPE + " or " + PROTO_TYPE
                                + " by the Connect protocol; gRPC is not spoken here");
        };
    }

    /** A message without fields. */
    static Answer empty(boolean json) {
        return json ? Answer.json(200, "{}") : proto(new byte[0]);
    }

    static Answer proto(byte[] message) {
        return Answer.bytes(200, message).with("Content-Type", PROTO_TYPE);
    }

    private static Answer error(Code code, HoneException failure) {
        String word = code.name().toLowerCase(Locale.ROOT);
        return Json.of(code.status, Map.of("code", word, "message", String.valueOf(failure.getMessage())));
    }

    /** What clients send again and what they drop follows from this: too large today is too large tomorrow. */
    private static Code code(PushException e) {
        return switch (e.error()) {
            case BAD_LABELS, MALFORMED, REFUSED, TOO_LARGE -> Code.INVALID_ARGUMENT;
            case FORBIDDEN -> Code.PERMISSION_DENIED;
            case BUSY -> Code.RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> Code.UNAVAILABLE;
            case UNSUPPORTED -> Code.UNIMPLEMENTED;
        };
    }

    private static Code code(PgoException e) {
        return switch (e.error()) {
            case BAD_APP_NAME, BAD_CONTEXT, REFUSED_PROFILE, BAD_POLICY, TOO_LARGE, CONFLICT -> Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Code.NOT_FOUND;
            case CONTENDED, INTERRUPTED -> Code.UNAVAILABLE;
            case CHANGED, DAMAGED, NEWER_FORMAT, NOT_TRUSTED -> Code.INTERNAL;
        };
    }

    private static Code code(Refusal e) {
        return switch ((Refusal.Reason) e.code()) {
            case BAD_REQUEST, CONFLICT, PRECONDITION, TOO_LARGE, UNUSABLE, NO_KEY -> Code.INVALID_ARGUMENT;
            case FORBIDDEN -> Code.PERMISSION_DENIED;
            case NOT_FOUND -> Code.NOT_FOUND;
            case TOO_SLOW -> Code.DEADLINE_EXCEEDED;
            case TOO_MANY -> Code.RESOURCE_EXHAUSTED;
            case BROKEN -> Code.INTERNAL;
            case BUSY -> Code.UNAVAILABLE;
        };
    }
}
