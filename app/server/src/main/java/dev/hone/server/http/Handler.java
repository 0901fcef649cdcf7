package dev.hone.server.http;

import java.io.IOException;

/** Answers the calls of a route. Runs on a virtual thread and may block; what it throws becomes an answer too. */
@FunctionalInterface
public interface Handler {
    Answer handle(Call call) throws IOException;
}
