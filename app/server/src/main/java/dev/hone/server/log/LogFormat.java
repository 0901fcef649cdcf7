package dev.hone.server.log;

/** How a log line is written. */
public enum LogFormat {
    /** {@code time=… level=INFO msg="…" app=web}: for people, and still easy to cut. */
    TEXT,
    /** A JSON object in each line, as Go's {@code slog} writes it. */
    JSON
}
