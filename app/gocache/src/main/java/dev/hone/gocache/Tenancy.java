package dev.hone.gocache;

import dev.hone.base.HoneException;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheSurroundings;
import dev.hone.command.UsageException;
import dev.hone.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the daemon's go commands are served with: a cache for each kind of settings, and the count of what they did. */
final class Tenancy implements Daemon.Served, CacheListener, AutoCloseable {
    /** A machine has a few; each holds connections. */
    private static final int MOST = 64;

    private static final JsonFactory JSON = new JsonFactory();

    private final CacheOptions own;
    private final CacheSurroundings surroundings;
    private final Platform platform;
    private final long begun;
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final LongAdder local = new LongAdder();
    private final LongAdder remote = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder troubles = new LongAdder();

    /** A daemon with these settings of its own, of which the folder is that of all. */
    Tenancy(CacheOptions own, CacheSurroundings surroundings, Platform platform) {
        this.own = own;
        this.surroundings = surroundings;
        this.platform = platform;
        this.begun = surroundings.nanoClock().getAsLong();
        tenant(own);
    }

    @Override
    public void serve(ShimHello hello, Welcome welcome, InputStream in, Lines out)
            throws IOException, InterruptedException {
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
        welcome.in(tenant.cache().incoming().toString());
        options.warnings().forEach(out::say);
        Consumer<String> user = out::say;
        tenant.arrive(user);
        try {
            tenant.cache().session(options.mode(), this).attend(in, out, Duration.ZERO);
        } finally {
            tenant.leave(user);
        }
    }

    private Tenant tenant(CacheOptions options) {
        String name = options.local() + " " + options.treatment() + " " + Assembly.name(options.remote());
        synchronized (tenants) {
            Tenant known = tenants.get(name);
            if (known == null) {
                if (tenants.size() == MOST) {
                    throw new UsageException("the daemon serves " + MOST
                            + " different settings already; stop it with hone cache stop, and a new one begins anew");
                }
                known = new Tenant(options, surroundings, this);
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

    /** Makes room, for each by its own settings. */
    void evict() throws IOException {
        for (Tenant tenant : all()) {
            tenant.cache().evict(false);
        }
    }

    /** Brings to the shared stores what waits, in so much time together; how many results are left. */
    @Override
    public int drain(Duration most) {
        long end = surroundings.nanoClock().getAsLong() + most.toNanos();
        int left = 0;
        for (Tenant tenant : all()) {
            long time = Math.max(0, end - surroundings.nanoClock().getAsLong());
            left += tenant.cache().drain(Duration.ofNanos(time));
        }
        return left;
    }

    @Override
    public void close() {
        all().forEach(Tenant::close);
    }

    @Override
    public void onGet(Source source, long size) {
        switch (source) {
            case LOCAL -> local.increment();
            case REMOTE -> remote.increment();
            case NONE -> missed.increment();
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
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("version", Version.current());
            json.writeNumberProperty("pid", ProcessHandle.current().pid());
            json.writeStringProperty("folder", own.root().toString());
            json.writeNumberProperty(
                    "seconds",
                    Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun)
                            .toSeconds());
            json.writeNumberProperty("running", running);
            json.writeNumberProperty("commands", commands);
            json.writeNumberProperty("local", local.sum());
            json.writeNumberProperty("remote", remote.sum());
            json.writeNumberProperty("missed", missed.sum());
            json.writeNumberProperty("puts", puts.sum());
            json.writeNumberProperty("troubles", troubles.sum());
            json.writeNumberProperty("waiting", drain(Duration.ZERO));
            json.writeEndObject();
        }
        return line.toString();
    }
}
