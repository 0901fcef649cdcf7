package dev.hone.server.pgo;

import dev.hone.base.ByteSize;
import dev.hone.pgo.AppSummary;
import dev.hone.pgo.Form;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.UploadReceipt;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Method;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The routes of autopgo's server, at its paths and in its words. */
public final class AutopgoRoutes {
    private static final String APP = "/api/profile/{app}";

    private final PgoStage stage;
    private final Published published;
    private final ByteSize largest;

    /**
     * Routes to a stage.
     *
     * @param largest the largest profile that is taken in, as it is sent
     */
    public AutopgoRoutes(PgoStage stage, Published published, ByteSize largest) {
        this.stage = stage;
        this.published = published;
        this.largest = largest;
    }

    public List<Route> routes() {
        return List.of(
                Route.takingIn(Method.POST, APP, Access.original(Role.SUBMIT), largest, Failures.told(this::upload)),
                Route.reading(APP, Access.original(Role.READ), Failures.told(this::download)),
                Route.changing(Method.DELETE, APP, Access.original(Role.ADMIN), Failures.told(this::delete)),
                Route.reading("/api/profile", Access.original(Role.READ), Failures.told(this::list)));
    }

    private Answer upload(Call call) throws IOException {
        UploadReceipt receipt = stage.accept(Profiles.app(call), call.body().readAllBytes(), Profiles.context(call));
        return Json.of(201, receipt);
    }

    private Answer download(Call call) {
        Form form = Profiles.form(call);
        return published
                .find(Profiles.app(call), Profiles.selection(call), form)
                .map(artifact -> Profiles.answer(call, artifact, form))
                .orElseThrow(() -> new Refusal(Refusal.Reason.NOT_FOUND, "Not Found"));
    }

    private Answer list(Call call) {
        List<Profile> profiles = stage.published().stream()
                .filter(app -> call.caller().mayTouch(app.app().value()))
                .map(Profile::of)
                .toList();
        return Json.of(Map.of("profiles", profiles));
    }

    private record Profile(String key, long size, String lastModified) {
        static Profile of(AppSummary app) {
            return new Profile(app.app().value(), app.size(), app.lastModified().toString());
        }
    }

    private Answer delete(Call call) {
        if (!stage.delete(Profiles.app(call), call.caller().name())) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "Not Found");
        }
        return Answer.json(200, "{}");
    }
}
