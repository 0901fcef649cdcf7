package dev.hone.cache;

import dev.hone.cache.RemoteCall.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it is told. */
final class Calls implements CacheListener {
    private final List<RemoteCall> remote = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void onRemote(RemoteCall call) {
        remote.add(call);
    }

    @Override
    public void onWarning(String what) {
        warnings.add(what);
    }

    @Override
    public void onTrouble(String what) {
        troubles.add(what);
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
