package dev.hone.cli.remote;

import dev.hone.profile.Text;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What a server answered. */
public final class Answer {
    private static final int QUOTED = 300;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    private final Request request;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(Request request, int status, HttpHeaders headers, byte[] body) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public byte[] body() {
        return body.clone();
    }

    /** The body, which has to be JSON. */
    public JsonValue json() {
        try {
            return JsonValue.parse(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new RemoteException(
                    RemoteError.STRANGE, "the server's answer is not JSON" + quoted("; it begins: "), e);
        }
    }

    /** This answer if it has one of these statuses; otherwise what the server says is wrong. */
    public Answer expect(int... statuses) {
        for (int wanted : statuses) {
            if (status == wanted) {
                return this;
            }
        }
        throw refused();
    }

    private RemoteException refused() {
        if (status >= FIRST_REDIRECT && status < FIRST_REFUSAL) {
            String where =
                    header("Location").map(Text::of).map(to -> " to " + to).orElse("");
            return new RemoteException(
                    RemoteError.STRANGE,
                    "the server answered " + status + " and points elsewhere" + where
                            + "; hone sends nothing there, name that server with -u");
        }
        return new RemoteException(error(), said() + hint());
    }

    private RemoteError error() {
        return switch (status) {
            case 401, 403 -> RemoteError.DENIED;
            case NOT_FOUND -> RemoteError.NOT_FOUND;
            default ->
                status >= FIRST_FAILURE
                        ? RemoteError.SERVER_FAILED
                        : status >= FIRST_REFUSAL ? RemoteError.REFUSED : RemoteError.STRANGE;
        };
    }

    private String said() {
        String message = message();
        return message.isEmpty()
                ? "the server answered " + status + quoted(": ")
                : "the server says: " + message + " (" + status + ")";
    }

    /** The words of an error as autopgo and Hone send them; empty for anything else. */
    private String message() {
        try {
            JsonValue json = JsonValue.parse(new String(body, StandardCharsets.UTF_8));
            return json.at("message").shown();
        } catch (JacksonException e) {
            return "";
        }
    }

    private String quoted(String before) {
        byte[] beginning = java.util.Arrays.copyOf(body, Math.min(body.length, QUOTED));
        String text = Text.of(
                        new String(beginning, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "))
                .toString();
        return text.isEmpty() ? "" : before + text;
    }

    private String hint() {
        return switch (status) {
            case 401 -> "; give a key with HONE_API_KEY, HONE_API_KEY_FILE or --key";
            case 403 -> "; the key may not do this";
            case NOT_FOUND ->
                request.isOwn() && message().isEmpty() ? "; this needs a server of Hone, is it one of autopgo?" : "";
            case 429 ->
                header("Retry-After")
                        .map(Text::of)
                        .map(after -> "; try again in " + after + "s")
                        .orElse("");
            default -> "";
        };
    }
}
