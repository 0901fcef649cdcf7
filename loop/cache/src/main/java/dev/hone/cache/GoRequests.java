package dev.hone.cache;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads go's requests one after the other: those of Go 1.24 and later, of its experiment before (ObjectID in place of
 * OutputID), and those of our shim, which has put the body into a file.
 *
 * <p>What is wrong with one request costs that request only. For one thread.
 */
final class GoRequests {
    private final GoInput in;
    private final Bodies bodies;

    GoRequests(InputStream in, Bodies bodies) {
        this.in = new GoInput(in);
        this.bodies = bodies;
    }

    /** Where bodies go. What cannot be kept is a {@link CacheException}. */
    interface Bodies {
        /** A body as it comes, all of which is read. */
        Staged take(InputStream body, OutputId output, long size) throws IOException;

        /** A body that the shim has put into a file. */
        Staged claim(String file, OutputId output, long size);
    }

    /** The next request, or null when there are no more. */
    @Nullable
    GoRequest next() throws IOException {
        byte[] object = in.object();
        if (object == null) {
            return null;
        }
        RequestFields fields = RequestFields.parse(object);
        long id = fields.number("ID");
        try {
            return switch (fields.text("Command")) {
                case "get" -> new GoRequest.Get(id, ActionId.ofBase64(fields.text("ActionID")));
                case "put" -> put(id, fields);
                case "told" -> new GoRequest.Told(id, Hit.parse(fields.text("Hits")));
                case "close" -> new GoRequest.Close(id);
                default -> new GoRequest.Refused(id, "this command is not known");
            };
        } catch (CacheException e) {
            return new GoRequest.Refused(id, String.valueOf(e.getMessage()));
        }
    }

    private GoRequest put(long id, RequestFields fields) throws IOException {
        long size = fields.number("BodySize");
        String file = fields.value("BodyPath");
        if (size == 0 || file != null) {
            return put(id, fields, file, size);
        }
        Base64Body body = Base64Body.open(in, size);
        try {
            ActionId action = ActionId.ofBase64(fields.text("ActionID"));
            OutputId output = output(fields);
            return new GoRequest.Put(id, action, bodies.take(body, output, size));
        } finally {
            body.drain();
        }
    }

    private GoRequest put(long id, RequestFields fields, @Nullable String file, long size) throws IOException {
        ActionId action = ActionId.ofBase64(fields.text("ActionID"));
        OutputId output = output(fields);
        Staged body =
                file == null ? bodies.take(InputStream.nullInputStream(), output, 0) : bodies.claim(file, output, size);
        return new GoRequest.Put(id, action, body);
    }

    private static OutputId output(RequestFields fields) {
        String output = fields.text("OutputID");
        return OutputId.ofBase64(output.isEmpty() ? fields.text("ObjectID") : output);
    }
}
