package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.base.Sleeper;
import dev.hone.cache.Platform;
import dev.hone.collect.PushReceiver;
import dev.hone.collect.Snapshot;
import dev.hone.command.Version;
import dev.hone.profile.ProfileLimits;
import dev.hone.server.collect.OtlpRoutes;
import dev.hone.server.collect.PushRoutes;
import dev.hone.server.collect.QuerierRoutes;
import dev.hone.server.collect.TargetRoutes;
import dev.hone.server.debug.DebugRoutes;
import dev.hone.server.http.HttpListener;
import dev.hone.server.http.HttpService;
import dev.hone.server.http.HttpSurroundings;
import dev.hone.server.http.Method;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Gate;
import dev.hone.server.log.AuditLog;
import dev.hone.server.metrics.Metrics;
import dev.hone.server.pgo.AutopgoRoutes;
import dev.hone.server.pgo.FleetKeys;
import dev.hone.server.pgo.FleetRoutes;
import dev.hone.server.pgo.GatedFleetKeys;
import dev.hone.server.pgo.OpenApi;
import dev.hone.server.pgo.PgoRoutes;
import dev.hone.server.pgo.Published;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts a serving process together by constructor calls, and takes it apart in reverse. */
final class Assembly implements Served {
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final HttpService http;
    private final Metrics metrics;
    private final PgoAssembly pgo;
    private final AtomicReference<@Nullable Collecting> collecting = new AtomicReference<>();
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
        metrics = new Metrics(Version.current());
        Gate gate = serving.gate(world, metrics);
        pgo = new PgoAssembly(storing, world, ProfileLimits.defaults(), metrics);
        closings.push(pgo::close);
        List<SignsOfLife.Dependency> dependencies = new ArrayList<>(pgo.dependencies());
        Sharing.Wanted cache = storing.cache();
        if (cache != null) {
            Sharing sharing = Sharing.keeping(cache, world, metrics);
            closings.push(sharing::close);
            dependencies.add(sharing.dependency());
            routes.addAll(sharing.routes());
        }
        routes.addAll(new SignsOfLife(dependencies).routes());
        routes.add(Route.signOfLife(Method.GET, "/metrics", metrics::page));
        if (serving.debug()) {
            routes.addAll(new DebugRoutes(world.clock(), Sleeper.REAL).routes());
        }
        ByteSize largest = serving.limits().body();
        Published published = new Published(pgo.stage(), pgo::settle);
        if (faces == Faces.SERVER) {
            routes.addAll(new AutopgoRoutes(pgo.stage(), published, largest).routes());
            routes.addAll(new PgoRoutes(pgo.stage(), pgo.publicKeys()).routes());
            routes.addAll(new TargetRoutes(this::fleet).routes());
            routes.addAll(new PushRoutes(pushed(), largest).routes());
            if (serving.otlp()) {
                routes.addAll(new OtlpRoutes(pushed(), largest).routes());
            }
            routes.addAll(new QuerierRoutes(published).routes());
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

    private PushReceiver pushed() {
        return new PushReceiver(pgo.stage().intake(), ProfileLimits.defaults(), metrics.push());
    }

    /** Lets this process scrape, too. To be said once, by the thread that closes it. */
    void scrape(Collecting.Wanted wanted, World world) {
        Collecting made = new Collecting(wanted, pgo.stage().intake(), world, metrics.collect());
        closings.push(made::close);
        collecting.set(made);
        made.start();
    }

    private Snapshot fleet() {
        Collecting made = collecting.get();
        return made == null ? Snapshot.EMPTY : made.snapshot();
    }

    @Override
    public void start() {
        pgo.start();
        http.start();
        closings.push(http::close);
    }

    /** The machine this runs on. */
    static Platform platform() {
        return Platform.of(System.getProperties());
    }

    /** All that is answered. */
    List<Route> routes() {
        return routes;
    }

    PgoAssembly pgo() {
        return pgo;
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
