package dev.hone.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a request when it has ended.
 *
 * @param id the request's id, also in the header {@code X-Request-Id}
 * @param route the template of the route
 * @param method the method that was asked for
 * @param kind how its route is treated
 * @param status what was answered
 * @param refusal why it was refused; null when it was not
 * @param caller who asked
 * @param app which app it was about, if its path says
 * @param received bytes of the body that were read
 * @param took from the head of the request to the end of the answer
 */
public record Exchange(
        String id,
        String route,
        String method,
        Route.Kind kind,
        int status,
        Refusal.@Nullable Reason refusal,
        String caller,
        @Nullable String app,
        long received,
        Duration took) {}
