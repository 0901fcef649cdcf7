package dev.hone.server.pgo;

import dev.hone.base.ByteSize;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Policy;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Json;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** By what rules profiles are made: the policy of an app, and what functions its program has. */
final class PolicyRoutes {
    private static final ByteSize SYMBOLS = ByteSize.ofMebibytes(64);

    private final PgoStage stage;

    PolicyRoutes(PgoStage stage) {
        this.stage = stage;
    }

    List<Route> routes() {
        String policy = PgoRoutes.APP + "/policy";
        return List.of(
                Route.reading(policy, Access.keyed(Role.READ), Failures.told(this::policy)),
                Route.changing(Method.PUT, policy, Access.keyed(Role.ADMIN), Failures.told(this::replacePolicy)),
                Route.changing(
                                Method.PUT,
                                PgoRoutes.APP + "/symbols",
                                Access.keyed(Role.SUBMIT),
                                Failures.told(this::symbols))
                        .withLargestBody(SYMBOLS));
    }

    private Answer policy(Call call) {
        return policy(stage.policies().policy(Profiles.app(call)));
    }

    private Answer replacePolicy(Call call) throws IOException {
        String json = new String(call.body().readAllBytes(), StandardCharsets.UTF_8);
        Optional<String> seen = call.header("If-Match");
        Predicate<Policy> meant = now -> seen.isEmpty() || Profiles.matches(seen.get(), tag(now));
        return policy(stage.policies()
                .replace(Profiles.app(call), meant, json, call.caller().name()));
    }

    private static Answer policy(Policy policy) {
        return Answer.json(200, policy.json().strip()).with("ETag", tag(policy));
    }

    private static String tag(Policy policy) {
        return '"' + policy.digest() + '"';
    }

    private Answer symbols(Call call) throws IOException {
        int count = stage.symbols()
                .replace(
                        Profiles.app(call),
                        call.body().readAllBytes(),
                        call.caller().name());
        return Json.of(Map.of("symbols", count));
    }
}
