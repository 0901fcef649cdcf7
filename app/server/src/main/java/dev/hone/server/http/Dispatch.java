package dev.hone.server.http;

import dev.hone.base.ErrorCode;
import dev.hone.base.HoneException;
import dev.hone.server.keys.Admission;
import dev.hone.server.keys.Caller;
import dev.hone.server.keys.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes a request through all that stands before its handler, and writes the answer. */
/*
 * In this order: route, key, rate, room, size. What is refused costs little, and nobody learns more about a path than
 * whether it is there.
 */
final class Dispatch extends org.eclipse.jetty.server.Handler.Abstract {
    private final Routes routes;
    private final Gate gate;
    private final HttpLimits limits;
    private final HttpSurroundings surroundings;
    private final HttpListener listener;
    private final TokenBuckets rates;
    private final Semaphore room;
    private final Semaphore sharing;

    Dispatch(Routes routes, Gate gate, HttpLimits limits, HttpSurroundings surroundings, HttpListener listener) {
        this.routes = routes;
        this.gate = gate;
        this.limits = limits;
        this.surroundings = surroundings;
        this.listener = listener;
        rates = new TokenBuckets(limits.rate(), surroundings.nanoClock());
        room = new Semaphore(limits.concurrent());
        sharing = new Semaphore(limits.concurrent(), true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String id = surroundings.requestId(request.getHeaders().get("X-Request-Id"));
        response.getHeaders().put("X-Request-Id", id);
        Reply reply = new Reply(request, response, callback);
        switch (routes.find(request.getMethod(), Request.getPathInContext(request))) {
            case Routes.Found.Matched matched -> new Passage(id, request, matched).run(reply);
            case Routes.Found.OtherMethod(String allowed) -> reply.write(Errors.otherMethod(allowed), 0);
            case Routes.Found.Nothing() -> reply.write(Errors.unknownPath(), 0);
        }
        reply.end(limits, surroundings.nanoClock());
        return true;
    }

    /** One request on its way. */
    private final class Passage {
        private final String id;
        private final Request request;
        private final Route route;
        private final Routes.Found.Matched matched;
        private final BoundedBody body;
        private final long start = surroundings.nanoClock().getAsLong();
        private Caller caller = Caller.ANONYMOUS;
        private Refusal.@Nullable Reason refusal;

        Passage(String id, Request request, Routes.Found.Matched matched) {
            this.id = id;
            this.request = request;
            this.matched = matched;
            route = matched.route();
            body = new BoundedBody(
                    Content.Source.asInputStream(request), route.largestBody(), limits, surroundings.nanoClock());
        }

        void run(Reply reply) {
            listener.began();
            int status = 0;
            try {
                Answer answer = answered();
                status = answer.status();
                reply.write(answer, body.received());
            } finally {
                listener.ended(exchange(status));
            }
        }

        private Answer answered() {
            Answer answer = answer();
            return route.wordless() && answer.status() >= 400 ? answer.withoutContent() : answer;
        }

        private Answer answer() {
            try {
                caller = admit();
                if (route.kind() == Route.Kind.SIGN_OF_LIFE) {
                    return handle();
                }
                if (route.kind() == Route.Kind.SHARING) {
                    return withRoom(sharing, hasRoom(sharing));
                }
                if (caller.known() && !rates.take(caller.name())) {
                    throw new Refusal(
                            Refusal.Reason.TOO_MANY,
                            "more than " + limits.rate() + " requests a second with this key; try again later");
                }
                return withRoom(room, room.tryAcquire());
            } catch (Refusal e) {
                refusal = e.reason();
                return Errors.with(
                        e.reason(), route.handler().told(e.reason().status(), String.valueOf(e.getMessage())));
            }
        }

        private Caller admit() {
            Admission admission = gate.admit(
                    route.access(),
                    request.getHeaders().get(HttpHeader.AUTHORIZATION),
                    Call.isFromHere(request),
                    matched.parameters().get("app"));
            return switch (admission) {
                case Admission.Admitted(Caller admitted) -> admitted;
                case Admission.Unknown(String message) -> throw new Refusal(Refusal.Reason.NO_KEY, message);
                case Admission.Forbidden(String message) -> throw new Refusal(Refusal.Reason.FORBIDDEN, message);
            };
        }

        /** A build sends hundreds of requests at once, and its client gives up when a few of them are refused. */
        private boolean hasRoom(Semaphore semaphore) {
            try {
                return semaphore.tryAcquire(limits.grace().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private Answer withRoom(Semaphore semaphore, boolean taken) {
            if (!taken) {
                throw new Refusal(Refusal.Reason.BUSY, "the server is busy; try again later");
            }
            try {
                if (request.getLength() > route.largestBody().bytes()) {
                    throw BoundedBody.tooLarge(route.largestBody());
                }
                return handle();
            } finally {
                semaphore.release();
            }
        }

        private Answer handle() {
            try {
                return route.handler().handle(new Call(id, request, matched.parameters(), caller, body));
            } catch (Refusal e) {
                throw e;
            } catch (HoneException e) {
                return failed(status(e.code().kind()), String.valueOf(e.getMessage()), e);
            } catch (IOException | RuntimeException e) {
                return failed(500, "a fault in the server; its log has more under " + id, e);
            } catch (OutOfMemoryError e) {
                return failed(503, "the server is out of memory; try again later", e);
            }
        }

        private Answer failed(int status, String message, Throwable failure) {
            if (status >= 500) {
                listener.failed(exchange(status), failure);
            }
            return route.handler().told(status, message);
        }

        private Exchange exchange(int status) {
            return new Exchange(
                    id,
                    route.template(),
                    request.getMethod(),
                    route.kind(),
                    status,
                    refusal,
                    caller.name(),
                    matched.parameters().get("app"),
                    body.received(),
                    Duration.ofNanos(surroundings.nanoClock().getAsLong() - start));
        }
    }

    private static int status(ErrorCode.Kind kind) {
        return switch (kind) {
            case USAGE, INPUT -> 400;
            case LIMIT -> 413;
            case ENVIRONMENT -> 500;
        };
    }
}
