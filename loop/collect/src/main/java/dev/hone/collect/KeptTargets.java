package dev.hone.collect;

import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A source that goes on saying what it said last while the source below fails; a failure before that is told as it is. */
final class KeptTargets implements TargetSource {
    private final TargetSource source;
    private final CollectListener listener;
    private final AtomicReference<@Nullable Targets> last = new AtomicReference<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    KeptTargets(TargetSource source, CollectListener listener) {
        this.source = source;
        this.listener = listener;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Targets look() {
        try {
            Targets targets = source.look();
            last.set(targets);
            trouble.set("");
            listener.looked(name(), targets.found().size(), targets.left().size());
            return targets;
        } catch (TargetException e) {
            Targets before = last.get();
            boolean over = e.error() == TargetError.CLOSED || e.error() == TargetError.INTERRUPTED;
            if (!over) {
                trouble.set(name() + ": " + e.getMessage());
                listener.lookFailed(name(), String.valueOf(e.getMessage()));
            }
            if (over || before == null) {
                throw e;
            }
            return before;
        }
    }

    /** Why the last look failed; empty when it did not. */
    String trouble() {
        return trouble.get();
    }

    @Override
    public Health check() {
        return source.check();
    }

    @Override
    public void close() {
        source.close();
    }
}
