package dev.hone.server.cache;

import dev.hone.base.ByteSize;
import dev.hone.base.HoneException;
import dev.hone.cache.ActionId;
import dev.hone.cache.CacheError;
import dev.hone.cache.CacheException;
import dev.hone.cache.CacheService;
import dev.hone.cache.Contract;
import dev.hone.cache.RemoteObject;
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
import java.util.Map;
import java.util.Optional;

/** cacheprog's contract: a build's results by the action that they are of; and ours, packs of them. What fails is told in plain text, as there. */
public final class CacheRoutes {
    private static final String PATH = "/cache/{action}";
    private static final String PACKS = "/cache/packs";

    private final CacheService service;
    private final ByteSize largest;

    /**
     * Routes to a service.
     *
     * @param largest the largest result that is taken in, as it is sent
     */
    public CacheRoutes(CacheService service, ByteSize largest) {
        this.service = service;
        this.largest = largest;
    }

    public List<Route> routes() {
        return List.of(
                Route.sharing(Method.GET, PATH, Access.shared(Role.READ), ByteSize.of(0), new Plain(this::get)),
                Route.sharing(Method.PUT, PATH, Access.shared(Role.SUBMIT), largest, new Plain(this::put)),
                Route.sharing(
                        Method.POST,
                        PACKS,
                        Access.shared(Role.SUBMIT),
                        ByteSize.of(Contract.mostActions()),
                        new Plain(this::compose)));
    }

    private Answer get(Call call) {
        Optional<RemoteObject> found = service.get(call.caller().scope(), action(call));
        // Nothing at all: cacheprog does not read what comes with it, and would lose the connection.
        return found.map(object -> answer(call, object)).orElseGet(() -> Answer.empty(404));
    }

    private static Answer answer(Call call, RemoteObject object) {
        if (object.length() < 0) {
            object.close();
            throw new CacheException(CacheError.REMOTE_FAILED, "the store does not say how long a result is");
        }
        Answer answer =
                Answer.stream(200, object.length(), object::stored).with("Content-Type", "application/octet-stream");
        for (Map.Entry<String, String> header : Contract.headers(object).entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        if (call.method().equals("HEAD")) {
            object.close();
        }
        return answer;
    }

    private Answer put(Call call) throws IOException {
        service.put(call.caller().scope(), Contract.offer(action(call), call::header), call.body());
        return Answer.empty(200);
    }

    private Answer compose(Call call) throws IOException {
        List<ActionId> actions = Contract.actions(call.body());
        return Answer.json(200, service.compose(call.caller().scope(), actions).json());
    }

    private static ActionId action(Call call) {
        return new ActionId(call.parameter("action"));
    }

    /** Answers failures in plain text. */
    private record Plain(Handler handler) implements Handler {
        @Override
        public Answer handle(Call call) throws IOException {
            try {
                return handler.handle(call);
            } catch (CacheException e) {
                throw failure(e);
            }
        }

        /** What is wrong with the request is the caller's to mend, and what is wrong with the store is not. */
        private static HoneException failure(CacheException e) {
            String message = String.valueOf(e.getMessage());
            return switch (e.error()) {
                case BAD_ID, BAD_REQUEST, POISONED -> new Refusal(Refusal.Reason.BAD_REQUEST, message);
                case TOO_LARGE -> new Refusal(Refusal.Reason.TOO_LARGE, message);
                case REMOTE_BUSY -> new Refusal(Refusal.Reason.BUSY, message);
                case REMOTE_REFUSED -> new CacheException(CacheError.REMOTE_FAILED, message, e);
                case UNUSABLE_FOLDER,
                        BAD_KEY,
                        BUILD_FAILED,
                        REMOTE_FAILED,
                        REMOTE_LATE,
                        REMOTE_RESTING,
                        REMOTE_DENIED -> e;
            };
        }

        @Override
        public Answer told(int status, String message) {
            return Answer.text(status, message + "\n");
        }
    }
}
