package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.pgo.AppStatus;
import dev.hone.pgo.PgoStage;
import dev.hone.server.http.Call;
import dev.hone.server.http.Refusal;

/** Finds the app that a request is about. */
record KnownApps(PgoStage stage) {
    /** Its state; a request about one that is not there is refused. */
    AppStatus of(Call call) {
        AppName app = Profiles.app(call);
        return stage.status(app).orElseThrow(() -> unknown(app));
    }

    private Refusal unknown(AppName app) {
        return new Refusal(
                Refusal.Reason.NOT_FOUND,
                stage.published(app).isPresent()
                        ? "of '" + app
                                + "' there is only a profile that another program published; it can be downloaded, "
                                + "and is taken in with the first upload"
                        : "there is no app '" + app + "'");
    }
}
