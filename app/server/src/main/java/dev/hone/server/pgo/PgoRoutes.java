package dev.hone.server.pgo;

import dev.hone.pgo.PgoStage;
import dev.hone.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** Hone's own routes about what is published, and why. {@code docs/reference/openapi.yaml} describes them. */
public final class PgoRoutes {
    static final String APPS = "/api/hone/v1/apps";
    static final String APP = APPS + "/{app}";

    private final PgoStage stage;
    private final List<String> publicKeys;

    /**
     * Routes to a stage.
     *
     * @param publicKeys that its manifests are signed with, in PEM
     */
    public PgoRoutes(PgoStage stage, List<String> publicKeys) {
        this.stage = stage;
        this.publicKeys = List.copyOf(publicKeys);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(new AppRoutes(stage, publicKeys).routes());
        routes.addAll(new InsightRoutes(stage).routes());
        routes.addAll(new PolicyRoutes(stage).routes());
        routes.addAll(new SteeringRoutes(stage).routes());
        return List.copyOf(routes);
    }
}
