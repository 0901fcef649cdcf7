package dev.hone.server.pgo;

import dev.hone.base.ByteSize;
import dev.hone.base.HoneException;
import dev.hone.blob.BlobException;
import dev.hone.intake.Origin;
import dev.hone.pgo.Accepted;
import dev.hone.pgo.AppName;
import dev.hone.pgo.Form;
import dev.hone.pgo.PgoException;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Selection;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The routes of pgo-fleet's collector: a status says everything, bodies of errors are empty. */
public final class FleetRoutes {
    private final PgoStage stage;
    private final Published published;
    private final FleetKeys keys;
    private final ByteSize largest;

    /**
     * Routes to a stage.
     *
     * @param largest the largest profile that is taken in, as it is sent
     */
    public FleetRoutes(PgoStage stage, Published published, FleetKeys keys, ByteSize largest) {
        this.stage = stage;
        this.published = published;
        this.keys = keys;
        this.largest = largest;
    }

    public List<Route> routes() {
        return List.of(
                Route.takingIn(Method.ANY, "/v1/submit", Access.open(), largest, this::submit)
                        .wordlessly(),
                Route.takingIn(Method.ANY, "/v1/merge", Access.open(), largest, this::merge)
                        .wordlessly());
    }

    private Answer submit(Call call) throws IOException {
        if (!call.method().equals("POST")) {
            return Answer.empty(405);
        }
        Optional<AppName> app = keys.submitter(call);
        if (app.isEmpty()) {
            return Answer.empty(403);
        }
        byte[] body = call.body().readAllBytes();
        try {
            stage.accept(app.get(), body, Origin.UNKNOWN, Accepted.GO_CPU);
            return Answer.empty(204);
        } catch (PgoException | BlobException e) {
            return Answer.empty(status(e));
        }
    }

    private Answer merge(Call call) {
        if (!call.method().equals("POST")) {
            return Answer.empty(405);
        }
        Optional<AppName> app = keys.merger(call);
        if (app.isEmpty()) {
            return Answer.empty(403);
        }
        try {
            return published
                    .find(app.get(), Selection.stable(), Form.CANONICAL)
                    .map(found -> Profiles.answer(call, found, Form.CANONICAL))
                    .orElseGet(() -> Answer.empty(500));
        } catch (PgoException | BlobException e) {
            return Answer.empty(500);
        }
    }

    private static int status(HoneException e) {
        return switch (e.code().kind()) {
            case INPUT, USAGE -> 400;
            case LIMIT -> 413;
            case ENVIRONMENT -> 500;
        };
    }
}
