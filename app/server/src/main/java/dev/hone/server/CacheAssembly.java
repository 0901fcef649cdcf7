package dev.hone.server;

import dev.hone.base.Sleeper;
import dev.hone.command.Version;
import dev.hone.server.debug.DebugRoutes;
import dev.hone.server.http.HttpListener;
import dev.hone.server.http.HttpService;
import dev.hone.server.http.HttpSurroundings;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.AuditLog;
import dev.hone.server.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts a process together that shares results of builds and does nothing else. */
final class CacheAssembly implements Served {
    private final Sharing sharing;
    private final HttpService http;

    /**
     * Makes all parts; nothing listens yet.
     *
     * @param more what is answered besides
     */
    CacheAssembly(Serving serving, Function<Metrics, Sharing> made, List<Route> more, World world) {
        Metrics metrics = new Metrics(Version.current());
        Gate gate = serving.gate(world, metrics);
        sharing = made.apply(metrics);
        List<Route> routes = new ArrayList<>(new SignsOfLife(List.of(sharing.dependency())).routes());
        routes.add(Route.signOfLife(Method.GET, "/metrics", metrics::page));
        routes.addAll(sharing.routes());
        routes.addAll(more);
        if (serving.debug()) {
            routes.addAll(new DebugRoutes(world.clock(), Sleeper.REAL).routes());
        }
        http = new HttpService(
                serving.listening(),
                serving.limits(),
                routes,
                gate,
                new HttpSurroundings(world.nanoClock(), world.random()),
                HttpListener.both(metrics.http(), new AuditLog()));
    }

    @Override
    public void start() {
        http.start();
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        sharing.close();
    }
}
