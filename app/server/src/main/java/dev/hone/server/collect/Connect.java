package dev.hone.server.collect;

import dev.hone.collect.PushException;
import dev.hone.pgo.PgoException;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Handler;
import dev.hone.server.http.Json;
import dev.hone.server.http.Refusal;
import java.io.IOException;
import java.util.Map;

/** Unary calls of the Connect protocol, which Pyroscope's newer clients speak. */
/*
 * connectrpc.com/docs/protocol: POST, a message as JSON or protocol buffer by its Content-Type, gzip or identity, and an
 * answer in the same form. Errors are JSON in either case, with a code as a word; the status follows from the code.
 */
final class Connect {
    private static final String JSON_TYPE = "application/json";
    private static final String PROTO_TYPE = "application/proto";

    private Connect() {}

    /** The handler, with failures in Connect's form, its own and those before it. */
    static Handler told(Handler handler) {
        return new Handler() {
            @Override
            public Answer handle(Call call) throws IOException {
                try {
                    return handler.handle(call);
                } catch (PushException e) {
                    return error(RpcCode.of(e), String.valueOf(e.getMessage()));
                } catch (PgoException e) {
                    return error(RpcCode.of(e), String.valueOf(e.getMessage()));
                }
            }

            @Override
            public Answer told(int status, String message) {
                return error(RpcCode.of(status), message);
            }
        };
    }

    /** Whether the message is JSON; the alternative is a protocol buffer, and anything else is refused. */
    static boolean isJson(Call call) {
        String type =
                call.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return switch (type) {
            case JSON_TYPE -> true;
            case PROTO_TYPE -> false;
            default ->
                throw new Refusal(
                        Refusal.Reason.BAD_REQUEST,
                        "send " + JSON_TYPE + " or " + PROTO_TYPE
                                + " by the Connect protocol; gRPC is not spoken here");
        };
    }

    /** A message without fields. */
    static Answer empty(boolean json) {
        return json ? Answer.json(200, "{}") : proto(new byte[0]);
    }

    static Answer proto(byte[] message) {
        return Answer.bytes(200, message).with("Content-Type", PROTO_TYPE);
    }

    private static Answer error(RpcCode code, String message) {
        return Json.of(code.status(), Map.of("code", code.word(), "message", message));
    }
}
