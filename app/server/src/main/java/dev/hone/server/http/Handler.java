package dev.hone.server.http;

import java.io.IOException;

/** Answers the calls of a route. Runs on a virtual thread and may block; what it throws becomes an answer too. */
@FunctionalInterface
public interface Handler {
    Answer handle(Call call) throws IOException;

    /**
     * Says that a request failed, in the shape that the callers of this route know.
     *
     * @param status what an answer of autopgo's would have
     */
    default Answer told(int status, String message) {
        return Errors.of(status, message);
    }
}
