package dev.hone.server.http;

/** Answers that say what went wrong, in the shapes that clients of autopgo and of Go's own server know. */
final class Errors {
    private Errors() {}

    private record Message(String message, int code) {}

    /** {@code {"message":"…","code":404}}. */
    static Answer of(int status, String message) {
        return Json.of(status, new Message(message, status));
    }

    /** An answer that says so, with what programs read of it. */
    static Answer with(Refusal.Reason reason, Answer answer) {
        return switch (reason) {
            case NO_KEY -> answer.with("WWW-Authenticate", "Bearer");
            case BUSY, TOO_MANY -> answer.with("Retry-After", "1");
            default -> answer;
        };
    }

    static Answer unknownPath() {
        return go(404, "404 page not found\n");
    }

    static Answer otherMethod(String allowed) {
        return go(405, "Method Not Allowed\n").with("Allow", allowed);
    }

    private static Answer go(int status, String text) {
        return Answer.text(status, text).with("X-Content-Type-Options", "nosniff");
    }
}
