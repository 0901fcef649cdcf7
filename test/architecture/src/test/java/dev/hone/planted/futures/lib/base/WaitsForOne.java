package dev.hone.planted.futures.lib.base;

import dev.hone.planted.Twin;
import java.util.concurrent.CompletableFuture;

/** Waits for a future. */
@Twin
final class WaitsForOne {
    private WaitsForOne() {}

    static int run(CompletableFuture<Integer> future) {
        return future.join();
    }
}
