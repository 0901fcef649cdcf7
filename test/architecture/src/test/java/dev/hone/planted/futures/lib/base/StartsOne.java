package dev.hone.planted.futures.lib.base;

import dev.hone.planted.Fault;
import java.util.concurrent.CompletableFuture;

/** Starts a chain. */
@Fault
final class StartsOne {
    private StartsOne() {}

    static CompletableFuture<Integer> run() {
        return CompletableFuture.supplyAsync(() -> 1);
    }
}
