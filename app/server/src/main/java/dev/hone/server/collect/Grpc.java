package dev.hone.server.collect;

import dev.hone.base.ByteSize;
import dev.hone.collect.PushException;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Handler;
import dev.hone.server.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Unary calls of gRPC. */
/*
 * grpc/grpc, doc/PROTOCOL-HTTP2.md: over HTTP/2, one message behind a flag that says whether it is packed and four bytes of its
 * length, in both directions; how it went is in the trailers, and the status of HTTP is 200. A message of the error is
 * percent-encoded.
 */
final class Grpc {
    private static final String TYPE = "application/grpc";
    private static final int HEAD = 5;

    private Grpc() {}

    /** What answers a message with a message. */
    @FunctionalInterface
    interface Method {
        byte[] answer(Call call, byte[] message) throws IOException;
    }

    /**
     * A method, as a handler.
     *
     * @param largest the largest message, unpacked
     */
    static Handler unary(ByteSize largest, Method method) {
        return new Handler() {
            @Override
            public Answer handle(Call call) throws IOException {
                if (!call.isHttp2() || !call.header("Content-Type").orElse("").startsWith(TYPE)) {
                    return Answer.text(415, "this is for gRPC, which needs HTTP/2 and the type " + TYPE + "\n");
                }
                try {
                    String encoding = call.header("grpc-encoding").orElse("identity");
                    byte[] answer = method.answer(call, message(call.body(), encoding, largest));
                    return fine(answer);
                } catch (PushException e) {
                    return ended(RpcCode.of(e), String.valueOf(e.getMessage()));
                }
            }

            @Override
            public Answer told(int status, String message) {
                return ended(RpcCode.of(status), message);
            }
        };
    }

    /** The one message in a body. */
    static byte[] message(InputStream body, String encoding, ByteSize largest) throws IOException {
        byte[] head = body.readNBytes(HEAD);
        if (head.length < HEAD) {
            throw bad("there is no message in it");
        }
        int length = ByteBuffer.wrap(head).getInt(1);
        if (length < 0 || length > largest.bytes()) {
            throw new Refusal(
                    Refusal.Reason.TOO_LARGE,
                    "the message has " + Integer.toUnsignedLong(length) + " bytes; " + largest.format()
                            + " is the most that is taken here");
        }
        byte[] message = body.readNBytes(length);
        if (message.length < length) {
            throw bad("it ends in the middle of a message");
        }
        if (body.read() >= 0) {
            throw bad("there is something behind the message");
        }
        return switch (head[0]) {
            case 0 -> message;
            case 1 -> unpacked(message, encoding, largest);
            default -> throw bad("a message has the flags " + head[0]);
        };
    }

    private static byte[] unpacked(byte[] message, String encoding, ByteSize largest) throws IOException {
        if (!encoding.equals("gzip")) {
            throw bad("messages may be packed with gzip, not with " + encoding);
        }
        return Bodies.gunzipped(new ByteArrayInputStream(message), largest).readAllBytes();
    }

    private static Refusal bad(String what) {
        return new Refusal(Refusal.Reason.BAD_REQUEST, "the call cannot be read: " + what);
    }

    private static Answer fine(byte[] message) {
        ByteBuffer framed = ByteBuffer.allocate(HEAD + message.length);
        framed.put((byte) 0).putInt(message.length).put(message);
        return Answer.bytes(200, framed.array())
                .with("Content-Type", TYPE)
                .with("grpc-accept-encoding", "gzip, identity")
                .ending("grpc-status", "0");
    }

    private static Answer ended(RpcCode code, String message) {
        return Answer.empty(200)
                .with("Content-Type", TYPE)
                .with("grpc-accept-encoding", "gzip, identity")
                .ending("grpc-status", Integer.toString(code.number()))
                .ending("grpc-message", encoded(message));
    }

    /** Printable ASCII as it is, all else as its bytes. */
    static String encoded(String message) {
        StringBuilder text = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                text.append((char) b);
            } else {
                text.append('%').append(String.format("%02X", b));
            }
        }
        return text.toString();
    }
}
