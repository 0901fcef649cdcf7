package dev.hone.server.collect;

import dev.hone.collect.PushException;
import dev.hone.pgo.PgoException;
import java.util.Locale;

/** How remote calls end: gRPC's codes, which Connect shares, as far as they are used here. */
/*
 * grpc.io/docs/guides/status-codes and connectrpc.com/docs/protocol, section "Error codes".
 */
enum RpcCode {
    INVALID_ARGUMENT(3, 400),
    DEADLINE_EXCEEDED(4, 504),
    NOT_FOUND(5, 404),
    PERMISSION_DENIED(7, 403),
    RESOURCE_EXHAUSTED(8, 429),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503),
    UNAUTHENTICATED(16, 401);

    private final int number;
    private final int status;

    RpcCode(int number, int status) {
        this.number = number;
        this.status = status;
    }

    /** What gRPC says. */
    int number() {
        return number;
    }

    /** The status of HTTP that Connect answers. */
    int status() {
        return status;
    }

    /** What Connect says. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What clients send again and what they drop follows from this: too large today is too large tomorrow. */
    static RpcCode of(PushException e) {
        return switch (e.error()) {
            case BAD_LABELS, MALFORMED, REFUSED, TOO_LARGE -> INVALID_ARGUMENT;
            case FORBIDDEN -> PERMISSION_DENIED;
            case BUSY -> RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> UNAVAILABLE;
            case UNSUPPORTED -> UNIMPLEMENTED;
        };
    }

    static RpcCode of(PgoException e) {
        return switch (e.error()) {
            case BAD_APP_NAME, BAD_CONTEXT, REFUSED_PROFILE, BAD_POLICY, TOO_LARGE, CONFLICT -> INVALID_ARGUMENT;
            case NOT_FOUND -> NOT_FOUND;
            case CONTENDED, INTERRUPTED -> UNAVAILABLE;
            case CHANGED, DAMAGED, NEWER_FORMAT, NOT_TRUSTED -> INTERNAL;
        };
    }

    /** What a status of HTTP is, as the server answers them where nobody knows of remote calls. */
    static RpcCode of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 408 -> DEADLINE_EXCEEDED;
            case 429 -> RESOURCE_EXHAUSTED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }
}
