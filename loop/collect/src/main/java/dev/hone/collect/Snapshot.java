package dev.hone.collect;

import dev.hone.targets.Targets;
import java.util.List;

/**
 * How a fleet fares.
 *
 * @param targets all that can be profiled
 * @param left what is listed and cannot be profiled
 * @param trouble why the list is that of before, for people; empty when it is that of now
 */
public record Snapshot(List<TargetStatus> targets, List<Targets.LeftOut> left, String trouble) {
    /** Of nobody. */
    public static final Snapshot EMPTY = new Snapshot(List.of(), List.of(), "");

    public Snapshot {
        targets = List.copyOf(targets);
        left = List.copyOf(left);
    }
}
