package dev.hone.gocache;

import dev.hone.base.HoneException;
import dev.hone.cache.Answered;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.Platform;
import dev.hone.cache.Porter;
import dev.hone.command.UsageException;
import dev.hone.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What the daemon's go commands are served with: a cache for each kind of settings, and the count of what they did. */
final class Tenancy implements Daemon.Served, CacheListener, AutoCloseable {
    /** A machine has a few; each holds connections. */
    private static final int MOST = 64;

    private final CacheOptions own;
    private final Porter porter;
    private final CacheSurroundings surroundings;
    private final Platform platform;
    private final long begun;
    private final Map<String, Tenant> tenants = new HashMap<>();
    private volatile Tenant last;
    private final ReportFolder reports;
    private final Told told;
    private final LongAdder local = new LongAdder();
    private final LongAdder remote = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder troubles = new LongAdder();

    /** A daemon with these settings of its own, of which the folder is that of all; the porter stays the caller's. */
    Tenancy(CacheOptions own, Porter porter, CacheSurroundings surroundings, Platform platform) {
        this.own = own;
        this.porter = porter;
        this.surroundings = surroundings;
        this.platform = platform;
        this.begun = surroundings.nanoClock().getAsLong();
        this.last = tenant(own);
        this.told = new Told(own.root(), surroundings.clock());
        this.reports = new ReportFolder(own.root());
    }

    @Override
    public void serve(ShimHello hello, Welcome welcome, InputStream in, Lines out)
            throws IOException, InterruptedException {
        long begun = surroundings.nanoClock().getAsLong() - hello.age().toNanos();
        CacheOptions options;
        Tenant tenant;
        try {
            options = CacheOptions.read(hello.arguments(), hello.environment(), platform)
                    .in(own.root());
            tenant = tenant(options);
        } catch (HoneException e) {
            welcome.refuse(String.valueOf(e.getMessage()));
            return;
        }
        welcome.in(tenant.cache(), options.mode());
        last = tenant;
        warn(options, out::say);
        Consumer<String> user = out::say;
        tenant.arrive(user);
        ProcessHandle go = hello.go().orElse(null);
        BuildTally tally = new BuildTally(
                WhichBuild.of(
                        surroundings.clock().instant().minus(hello.age()),
                        go,
                        hello.workingDirectory(),
                        "daemon",
                        options),
                reports.place(surroundings),
                begun,
                surroundings.nanoClock(),
                this);
        try {
            tenant.cache()
                    .session(options.mode(), tally, LikeBuilds.of(go, hello.workingDirectory(), hello.environment()))
                    .attend(in, out, Duration.ZERO, begun);
        } finally {
            tenant.leave(user);
            tally.end();
        }
    }

    private void warn(CacheOptions options, Consumer<String> user) {
        options.warnings().forEach(warning -> told.once(warning, user));
        if (options.metrics().endpoint() != null) {
            told.once(
                    "metrics are sent by hone cache direct only; this build goes through the daemon and sends none",
                    user);
        }
        if (!options.log().output().isEmpty()) {
            told.once(
                    "a log is written by hone cache direct only; this build goes through the daemon and writes none",
                    user);
        }
        if (options.profiles().areWanted()) {
            told.once(
                    "profiles are written by hone cache direct only; this build goes through the daemon and writes none",
                    user);
        }
    }

    private Tenant tenant(CacheOptions options) {
        String name = options.local() + " " + options.treatment() + " " + Assembly.name(options);
        synchronized (tenants) {
            Tenant known = tenants.get(name);
            if (known == null) {
                if (tenants.size() == MOST) {
                    throw new UsageException("the daemon serves " + MOST
                            + " different settings already; stop it with hone cache stop, and a new one begins anew");
                }
                known = new Tenant(options, porter, surroundings, this);
                tenants.put(name, known);
            }
            return known;
        }
    }

    private List<Tenant> all() {
        synchronized (tenants) {
            return List.copyOf(tenants.values());
        }
    }

    /** Makes room in the folder, which is that of all, as the last build would have it. */
    void evict() throws IOException {
        last.cache().evict(false);
    }

    @Override
    public void drain(Duration most) {
        long end = surroundings.nanoClock().getAsLong() + most.toNanos();
        for (Tenant tenant : all()) {
            long left = Math.max(0, end - surroundings.nanoClock().getAsLong());
            tenant.cache().drain(Duration.ofNanos(left));
        }
    }

    @Override
    public void close() {
        all().forEach(Tenant::close);
    }

    @Override
    public void onGet(Answered answered) {
        switch (answered.source()) {
            case LOCAL -> local.increment();
            case FETCHED, FORESEEN, TOGETHER -> remote.increment();
            case ABSENT, UNAWAITED, REFUSED, HERE_ONLY, UNASKED, RESTING, LATE, FAILED -> missed.increment();
        }
    }

    @Override
    public void onPut(long size) {
        puts.increment();
    }

    @Override
    public void onTrouble(String what) {
        troubles.increment();
    }

    @Override
    public String status(int running, long commands) {
        Duration age = Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun);
        return JsonLine.of(json -> {
            json.writeStringProperty("version", Version.current());
            json.writeNumberProperty("pid", ProcessHandle.current().pid());
            json.writeStringProperty("folder", own.root().toString());
            json.writeNumberProperty("seconds", age.toSeconds());
            json.writeNumberProperty("running", running);
            json.writeNumberProperty("commands", commands);
            json.writeNumberProperty("local", local.sum());
            json.writeNumberProperty("remote", remote.sum());
            json.writeNumberProperty("missed", missed.sum());
            json.writeNumberProperty("puts", puts.sum());
            json.writeNumberProperty("troubles", troubles.sum());
            json.writeNumberProperty("waiting", waiting());
        });
    }

    private int waiting() {
        return all().stream().mapToInt(tenant -> tenant.cache().waiting()).sum();
    }
}
