package dev.hone.collect;

import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.TargetSource;
import dev.hone.targets.Targets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Targets as a test lists them. */
record Listed(CopyOnWriteArrayList<Target> targets) implements TargetSource {
    @Override
    public String name() {
        return "listed";
    }

    @Override
    public Targets look() {
        if (targets.isEmpty()) {
            throw new TargetException(TargetError.UNAVAILABLE, "the list is away");
        }
        return new Targets(targets, List.of());
    }

    @Override
    public Health check() {
        return Health.GOOD;
    }

    @Override
    public void close() {}
}
