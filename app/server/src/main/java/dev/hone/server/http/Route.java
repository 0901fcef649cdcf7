package dev.hone.server.http;

import dev.hone.base.ByteSize;
import dev.hone.server.keys.Access;

/**
 * One thing that the server answers.
 *
 * @param method the method, where GET includes HEAD
 * @param template the path, such as {@code /api/profile/{app}}; a segment in braces is a parameter, and the one called
 *     {@code app} is what keys may be limited to
 * @param access who may call
 * @param largestBody the largest request body; larger ones are 413
 * @param kind how it is treated when the server is busy, and what is written down about it
 * @param wordless whether refusals and failures have an empty body
 * @param handler what answers
 */
public record Route(
        Method method,
        String template,
        Access access,
        ByteSize largestBody,
        Kind kind,
        boolean wordless,
        Handler handler) {
    private static final ByteSize SMALL = ByteSize.of(64 << 10);

    /** How a route is treated. */
    public enum Kind {
        /** Answered even when the server is busy: health, metrics. */
        SIGN_OF_LIFE,
        /** Looks at things. */
        READING,
        /** Takes in what a fleet sends all the time: the audit log has a line only at level debug, or when a key was refused. */
        TAKING_IN,
        /**
         * Hands out and takes in what builds share, hundreds at once: it waits for room of its own instead of being refused, has no
         * rate, and the audit log has a line at level debug, or when it was refused.
         */
        SHARING,
        /** Changes things, so that the audit log has a line about it. */
        CHANGING
    }

    /** A route that shows whether the server lives; for everybody, and not counted against any limit. */
    public static Route signOfLife(Method method, String template, Handler handler) {
        return new Route(method, template, Access.open(), ByteSize.of(0), Kind.SIGN_OF_LIFE, false, handler);
    }

    /** A route that changes nothing. */
    public static Route reading(String template, Access access, Handler handler) {
        return new Route(Method.GET, template, access, ByteSize.of(0), Kind.READING, false, handler);
    }

    /** A route that changes something, and is told of in the audit log. */
    public static Route changing(Method method, String template, Access access, Handler handler) {
        return new Route(method, template, access, SMALL, Kind.CHANGING, false, handler);
    }

    /** A route that works something out and changes nothing, though it is not read with GET. */
    public static Route working(String template, Access access, Handler handler) {
        return new Route(Method.POST, template, access, ByteSize.of(0), Kind.READING, false, handler);
    }

    /** A route that takes in something large, again and again. */
    public static Route takingIn(Method method, String template, Access access, ByteSize largest, Handler handler) {
        return new Route(method, template, access, largest, Kind.TAKING_IN, false, handler);
    }

    /** A route by which builds share what they made. */
    public static Route sharing(Method method, String template, Access access, ByteSize largest, Handler handler) {
        return new Route(method, template, access, largest, Kind.SHARING, false, handler);
    }

    /** The same with another largest body. */
    public Route withLargestBody(ByteSize size) {
        return new Route(method, template, access, size, kind, wordless, handler);
    }

    /** The same with refusals that have no body, for clients that know none. */
    public Route wordlessly() {
        return new Route(method, template, access, largestBody, kind, true, handler);
    }
}
