package dev.hone.server.collect;

import dev.hone.base.ByteSize;
import dev.hone.collect.ProfileAnswer;
import dev.hone.collect.ProfileQuery;
import dev.hone.pgo.AppName;
import dev.hone.pgo.Artifact;
import dev.hone.pgo.Form;
import dev.hone.pgo.Selection;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Method;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import dev.hone.server.pgo.Published;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Answers those who ask Pyroscope for a profile for builds, as {@code profilecli query go-pgo} does. */
public final class QuerierRoutes {
    private static final String SERVICE = "/querier.v1.QuerierService/";
    private static final ByteSize LARGEST_QUESTION = ByteSize.of(64 << 10);
    private static final int LARGEST_PROFILE = 64 << 20;

    private final Published published;

    public QuerierRoutes(Published published) {
        this.published = published;
    }

    public List<Route> routes() {
        return List.of(
                asking("SelectMergeStacktraces", ProfileQuery.Question.STACKTRACES),
                asking("SelectMergeProfile", ProfileQuery.Question.PROFILE));
    }

    private Route asking(String method, ProfileQuery.Question question) {
        return new Route(
                Method.POST,
                SERVICE + method,
                Access.keyed(Role.READ),
                LARGEST_QUESTION,
                Route.Kind.READING,
                false,
                Connect.told(call -> answer(call, question)));
    }

    private Answer answer(Call call, ProfileQuery.Question question) throws IOException {
        boolean json = Connect.isJson(call);
        byte[] body = Bodies.unpacked(call, LARGEST_QUESTION).readAllBytes();
        ProfileQuery query = json ? ProfileQuery.ofJson(question, body) : ProfileQuery.ofProto(question, body);
        byte[] pprof = profile(call, query.app());
        return json
                ? Answer.json(200, ProfileAnswer.json(question, pprof))
                : Connect.proto(ProfileAnswer.proto(question, pprof));
    }

    private byte[] profile(Call call, String app) throws IOException {
        if (!call.caller().mayTouch(app)) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, "the key is not for the app '" + app + "'");
        }
        Artifact artifact = published
                .find(AppName.of(app), Selection.stable(), Form.CANONICAL)
                .orElseThrow(() ->
                        new Refusal(Refusal.Reason.NOT_FOUND, "no profile of the app '" + app + "' is published yet"));
        try (InputStream body = new GZIPInputStream(artifact.body())) {
            byte[] pprof = body.readNBytes(LARGEST_PROFILE + 1);
            if (pprof.length > LARGEST_PROFILE) {
                throw new Refusal(Refusal.Reason.BROKEN, "the published profile is too large to be answered like this");
            }
            return pprof;
        }
    }
}
