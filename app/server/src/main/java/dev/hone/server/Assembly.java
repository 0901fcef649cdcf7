package dev.hone.server;

import dev.hone.command.Version;
import dev.hone.server.http.HttpLimits;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts a serving process together by constructor calls, and takes it apart in reverse. */
final class Assembly implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final HttpService http;

    /** Makes all parts; nothing listens yet. */
    Assembly(Serving serving, World world, HttpLimits limits) {
        Metrics metrics = new Metrics(Version.current());
        Path file = serving.keys();
        Keys keys = file == null ? Keys.none() : Keys.of(file, world.nanoClock(), metrics.keys());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SignsOfLife(List.of()).routes());
        routes.add(Route.signOfLife(Method.GET, "/metrics", metrics::page));
        http = new HttpService(
                serving.listening(),
                limits,
                routes,
                new Gate(keys, serving.openness()),
                new HttpSurroundings(world.nanoClock(), world.random()),
                HttpListener.both(metrics.http(), new AuditLog()));
    }

    void start() {
        http.start();
        closings.push(http::close);
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
