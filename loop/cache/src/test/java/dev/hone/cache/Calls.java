package dev.hone.cache;

import dev.hone.cache.RemoteCall.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what it is told. */
final class Calls implements CacheListener {
    private final List<RemoteCall> remote = new CopyOnWriteArrayList<>();
    private final AtomicInteger offered = new AtomicInteger();
    private final List<Long> settled = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void onRemote(RemoteCall call) {
        remote.add(call);
    }

    @Override
    public void onOffered() {
        offered.incrementAndGet();
    }

    @Override
    public void onSettled(Outcome outcome, long sent) {
        settled.add(sent);
    }

    @Override
    public void onWarning(String what) {
        warnings.add(what);
    }

    @Override
    public void onTrouble(String what) {
        troubles.add(what);
    }

    int offered() {
        return offered.get();
    }

    /** The bytes that were sent, in the order of results. */
    List<Long> settled() {
        return settled;
    }

    List<Outcome> outcomes() {
        return remote.stream().map(RemoteCall::outcome).toList();
    }

    List<RemoteCall> remote() {
        return remote;
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> troubles() {
        return troubles;
    }
}
