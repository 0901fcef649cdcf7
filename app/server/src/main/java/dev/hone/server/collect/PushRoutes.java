package dev.hone.server.collect;

import dev.hone.base.ByteSize;
import dev.hone.collect.IngestRequest;
import dev.hone.collect.PushException;
import dev.hone.collect.PushForm;
import dev.hone.collect.PushReceiver;
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

/** The routes to which Pyroscope's and Parca's clients push profiles. */
public final class PushRoutes {
    private static final String WRITE_RAW = "/parca.profilestore.v1alpha1.ProfileStoreService/WriteRaw";
    private static final String PUSH = "/push.v1.PusherService/Push";

    private final PushReceiver receiver;
    private final ByteSize largest;

    /**
     * Routes to a receiver.
     *
     * @param largest the largest body, packed and unpacked
     */
    public PushRoutes(PushReceiver receiver, ByteSize largest) {
        this.receiver = receiver;
        this.largest = largest;
    }

    public List<Route> routes() {
        return List.of(
                takingIn("/ingest", this::ingest),
                takingIn("/pyroscope/ingest", this::ingest),
                takingIn(PUSH, Connect.told(this::push)),
                takingIn("/profiles/writeraw", this::writeRaw),
                takingIn(WRITE_RAW, Grpc.unary(largest, this::writeRawCalled)));
    }

    private Route takingIn(String path, Handler handler) {
        return Route.takingIn(Method.POST, path, Access.keyed(Role.SUBMIT), largest, handler);
    }

    private Answer ingest(Call call) throws IOException {
        IngestRequest request = new IngestRequest(
                call.query("name").orElse(""),
                call.query("format").orElse(""),
                call.header("Content-Type").orElse(""));
        try {
            receiver.ingest(request, Bodies.unpacked(call, largest), call.caller()::mayTouch);
            return Answer.empty(200);
        } catch (PushException e) {
            throw refusal(e);
        }
    }

    private Answer push(Call call) throws IOException {
        boolean json = Connect.isJson(call);
        byte[] body = Bodies.unpacked(call, largest).readAllBytes();
        receiver.push(json ? PushForm.PUSH_JSON : PushForm.PUSH_PROTO, body, call.caller()::mayTouch);
        return Connect.empty(json);
    }

    private Answer writeRaw(Call call) throws IOException {
        try {
            byte[] body = Bodies.unpacked(call, largest).readAllBytes();
            receiver.push(PushForm.PARCA_JSON, body, call.caller()::mayTouch);
            return Answer.json(200, "{}");
        } catch (PushException e) {
            throw refusal(e);
        }
    }

    private byte[] writeRawCalled(Call call, byte[] message) {
        receiver.push(PushForm.PARCA_PROTO, message, call.caller()::mayTouch);
        return new byte[0];
    }

    private static Refusal refusal(PushException e) {
        Refusal.Reason reason = switch (e.error()) {
            case BAD_LABELS, MALFORMED, UNSUPPORTED -> Refusal.Reason.BAD_REQUEST;
            case TOO_LARGE -> Refusal.Reason.TOO_LARGE;
            case REFUSED -> Refusal.Reason.UNUSABLE;
            case FORBIDDEN -> Refusal.Reason.FORBIDDEN;
            case BUSY -> Refusal.Reason.TOO_MANY;
            case UNAVAILABLE -> Refusal.Reason.BUSY;
        };
        return new Refusal(reason, String.valueOf(e.getMessage()));
    }
}
