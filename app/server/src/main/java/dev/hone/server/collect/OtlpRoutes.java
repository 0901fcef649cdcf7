package dev.hone.server.collect;

import dev.hone.base.ByteSize;
import dev.hone.collect.OtlpAnswer;
import dev.hone.collect.PushException;
import dev.hone.collect.PushForm;
import dev.hone.collect.PushReceiver;
import dev.hone.collect.PushSummary;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Handler;
import dev.hone.server.http.Method;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.util.List;

/** The route to which OpenTelemetry's collectors and agents export profiles; its protocol may still change. */
/*
 * opentelemetry.io/docs/specs/otlp, "OTLP/HTTP": what is refused for good is 400; what may be sent again is 429 or 503.
 */
public final class OtlpRoutes implements Handler {
    private static final String TYPE = "application/x-protobuf";

    private final PushReceiver receiver;
    private final ByteSize largest;

    /**
     * Routes to a receiver.
     *
     * @param largest the largest body, packed and unpacked
     */
    public OtlpRoutes(PushReceiver receiver, ByteSize largest) {
        this.receiver = receiver;
        this.largest = largest;
    }

    public List<Route> routes() {
        return List.of(
                Route.takingIn(Method.POST, "/v1development/profiles", Access.keyed(Role.SUBMIT), largest, this));
    }

    @Override
    public Answer handle(Call call) throws IOException {
        if (!call.header("Content-Type").orElse("").startsWith(TYPE)) {
            throw new Refusal(Refusal.Reason.BAD_REQUEST, "send " + TYPE + "; OTLP's JSON is not read here");
        }
        try {
            byte[] body = Bodies.unpacked(call, largest).readAllBytes();
            PushSummary summary = receiver.offer(PushForm.OTLP, body, call.caller()::mayTouch);
            return answer(200, OtlpAnswer.taken(summary.refused(), summary.reason()));
        } catch (PushException e) {
            RpcCode code = RpcCode.of(e);
            return answer(code.status(), OtlpAnswer.failed(code.number(), String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Answer told(int status, String message) {
        return answer(status, OtlpAnswer.failed(RpcCode.of(status).number(), message));
    }

    private static Answer answer(int status, byte[] message) {
        return Answer.bytes(status, message).with("Content-Type", TYPE);
    }
}
