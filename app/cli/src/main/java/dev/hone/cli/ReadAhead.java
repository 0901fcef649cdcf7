package dev.hone.cli;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Reads what comes next on other threads while what came before is worked on; hands everything out in order.
 *
 * <p>At most {@code most} results wait at a time, so memory does not grow with the number of inputs.
 */
final class ReadAhead<S, T> {
    private final Iterator<S> sources;
    private final Function<S, T> read;
    private final ExecutorService executor;
    private final int most;
    private final Queue<Future<T>> waiting = new ArrayDeque<>();

    ReadAhead(Iterator<S> sources, Function<S, T> read, ExecutorService executor, int most) {
        this.sources = sources;
        this.read = read;
        this.executor = executor;
        this.most = most;
    }

    boolean hasNext() {
        return sources.hasNext() || !waiting.isEmpty();
    }

    /** The next result, or the exception that reading it ended with. */
    T next() {
        while (sources.hasNext() && waiting.size() < most) {
            S source = sources.next();
            waiting.add(executor.submit(() -> read.apply(source)));
        }
        try {
            return waiting.remove().get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException("reading threw a checked exception", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }
}
