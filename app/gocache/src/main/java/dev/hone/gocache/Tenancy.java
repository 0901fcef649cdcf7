package dev.hone.gocache;

import dev.hone.cache.BuildCache;
import dev.hone.cache.CacheListener;
import dev.hone.cache.CacheMode;
import dev.hone.cache.CacheSurroundings;
import dev.hone.cache.GoSession;
import dev.hone.command.Version;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What the daemon's go commands are served with, and the count of what they did. */
final class Tenancy implements Daemon.Served, CacheListener {
    private static final JsonFactory JSON = new JsonFactory();

    private final BuildCache cache;
    private final CacheSurroundings surroundings;
    private final long begun;
    private final LongAdder local = new LongAdder();
    private final LongAdder remote = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder troubles = new LongAdder();

    Tenancy(BuildCache cache, CacheSurroundings surroundings) {
        this.cache = cache;
        this.surroundings = surroundings;
        this.begun = surroundings.nanoClock().getAsLong();
    }

    @Override
    public GoSession session(ShimHello hello) {
        return cache.session(CacheMode.RW, this);
    }

    @Override
    public String incoming() {
        return cache.incoming().toString();
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
    public String status(int builds, long since) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("version", Version.current());
            json.writeNumberProperty("pid", ProcessHandle.current().pid());
            json.writeStringProperty("folder", cache.root().toString());
            json.writeNumberProperty(
                    "seconds",
                    Duration.ofNanos(surroundings.nanoClock().getAsLong() - begun)
                            .toSeconds());
            json.writeNumberProperty("running", builds);
            json.writeNumberProperty("commands", since);
            json.writeNumberProperty("local", local.sum());
            json.writeNumberProperty("remote", remote.sum());
            json.writeNumberProperty("missed", missed.sum());
            json.writeNumberProperty("puts", puts.sum());
            json.writeNumberProperty("troubles", troubles.sum());
            json.writeEndObject();
        }
        return line.toString();
    }
}
