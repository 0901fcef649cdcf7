package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import dev.hone.command.Version;
import dev.hone.profile.ProfileLimits;
import dev.hone.server.debug.DebugRoutes;
import dev.hone.server.http.HttpListener;
import dev.hone.server.http.HttpService;
import dev.hone.server.http.HttpSurroundings;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Keys;
import dev.hone.server.log.AuditLog;
import dev.hone.server.metrics.Metrics;
import dev.hone.server.pgo.AutopgoRoutes;
import dev.hone.server.pgo.FleetKeys;
import dev.hone.server.pgo.FleetRoutes;
import dev.hone.server.pgo.GatedFleetKeys;
import dev.hone.server.pgo.OpenApi;
import dev.hone.server.pgo.PgoRoutes;
import dev.hone.server.pgo.Published;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a serving process together by constructor calls, and takes it apart in reverse. */
final class Assembly implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final HttpService http;
    private final PgoAssembly pgo;
    private final List<Route> routes = new ArrayList<>();

    /** What of the routes a process has. */
    enum Faces {
        /** Signs of life only. */
        WORKER,
        /** autopgo's, pgo-fleet's and our own. */
        SERVER,
        /** pgo-fleet's only. */
        COLLECTOR
    }

    /**
     * Makes all parts; nothing listens yet.
     *
     * @param fleetKeys who may use pgo-fleet's routes; null for those of the server's own keys
     */
    Assembly(Serving serving, Storing storing, Faces faces, @Nullable FleetKeys fleetKeys, World world) {
        Metrics metrics = new Metrics(Version.current());
        Path file = serving.keys();
        Keys keys = file == null ? Keys.none() : Keys.of(file, world.nanoClock(), metrics.keys());
        Gate gate = new Gate(keys, serving.openness());
        pgo = new PgoAssembly(storing, world, ProfileLimits.defaults(), metrics);
        closings.push(pgo::close);
        routes.addAll(new SignsOfLife(pgo.dependencies()).routes());
        routes.add(Route.signOfLife(Method.GET, "/metrics", metrics::page));
        if (serving.debug()) {
            routes.addAll(new DebugRoutes(world.clock(), Sleeper.REAL).routes());
        }
        ByteSize largest = serving.limits().body();
        Published published = new Published(pgo.stage(), pgo::settle);
        if (faces == Faces.SERVER) {
            routes.addAll(new AutopgoRoutes(pgo.stage(), published, largest).routes());
            routes.addAll(new PgoRoutes(pgo.stage(), pgo.publicKeys()).routes());
            routes.addAll(OpenApi.routes());
        }
        if (faces != Faces.WORKER) {
            FleetKeys who = fleetKeys == null ? new GatedFleetKeys(gate) : fleetKeys;
            routes.addAll(new FleetRoutes(pgo.stage(), published, who, largest).routes());
        }
        http = new HttpService(
                serving.listening(),
                serving.limits(),
                routes,
                gate,
                new HttpSurroundings(world.nanoClock(), world.random()),
                HttpListener.both(metrics.http(), new AuditLog()));
    }

    void start() {
        pgo.start();
        http.start();
        closings.push(http::close);
    }

    /** All that is answered. */
    List<Route> routes() {
        return routes;
    }

    PgoAssembly pgo() {
        return pgo;
    }

    int port() {
        return http.port();
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
