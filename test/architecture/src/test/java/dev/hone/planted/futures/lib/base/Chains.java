package dev.hone.planted.futures.lib.base;

import dev.hone.planted.Fault;
import java.util.concurrent.CompletableFuture;

/** Chains futures. */
@Fault
final class Chains {
    private Chains() {}

    static CompletableFuture<Integer> run(CompletableFuture<Integer> future) {
        return future.thenApply(one -> one + 1);
    }
}
