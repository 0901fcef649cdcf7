package dev.hone.planted.futures.lib.base;

import dev.hone.planted.Fault;
import java.util.concurrent.CompletionStage;

/** Chains stages of a future. */
@Fault
final class ChainsStages {
    private ChainsStages() {}

    static CompletionStage<Integer> run(CompletionStage<Integer> stage) {
        return stage.exceptionally(e -> 0);
    }
}
