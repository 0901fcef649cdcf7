package dev.hone.server;

import dev.hone.base.Sleeper;
import dev.hone.collect.CollectListener;
import dev.hone.command.Version;
import dev.hone.intake.Intake;
import dev.hone.server.collect.TargetRoutes;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts a process together that takes profiles and does nothing else. */
final class ScrapeAssembly implements Served {
    private final Intake intake;
    private final Taking taking;
    private final HttpService http;

    /** Makes all parts, and takes over the intake; nothing is asked yet, and nothing listens. */
    ScrapeAssembly(Serving serving, Function<CollectListener, Taking> made, Intake intake, World world) {
        this.intake = intake;
        Metrics metrics = new Metrics(Version.current());
        taking = made.apply(metrics.collect());
        Path file = serving.keys();
        Keys keys = file == null ? Keys.none() : Keys.of(file, world.nanoClock(), metrics.keys());
        List<Route> routes = new ArrayList<>(new SignsOfLife(List.of(taking.dependency())).routes());
        routes.add(Route.signOfLife(Method.GET, "/metrics", metrics::page));
        routes.addAll(new TargetRoutes(taking::snapshot).routes());
        if (serving.debug()) {
            routes.addAll(new DebugRoutes(world.clock(), Sleeper.REAL).routes());
        }
        http = new HttpService(
                serving.listening(),
                serving.limits(),
                routes,
                new Gate(keys, serving.openness()),
                new HttpSurroundings(world.nanoClock(), world.random()),
                HttpListener.both(metrics.http(), new AuditLog()));
    }

    @Override
    public void start() {
        http.start();
        taking.start();
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
        taking.close();
        intake.close();
    }
}
