package dev.hone.server;

import dev.hone.base.ByteSize;
import dev.hone.base.HeapKeeper;
import dev.hone.command.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs an assembly until the process is asked to end. */
final class Running {
    private static final ByteSize HEAP = ByteSize.ofMebibytes(128);

    private Running() {}

    static <A extends Served> ExitCode until(CountDownLatch asked, Supplier<A> made, Consumer<A> started) {
        return until(asked, made, assembly -> {}, started);
    }

    /** The same, with something to be done before anybody can call. */
    static <A extends Served> ExitCode until(
            CountDownLatch asked, Supplier<A> made, Consumer<A> prepared, Consumer<A> started) {
        Thread heap = Thread.ofVirtual().name("heap").start(HeapKeeper.of(HEAP));
        try (A assembly = made.get()) {
            prepared.accept(assembly);
            assembly.start();
            started.accept(assembly);
            asked.await();
            return ExitCode.FINE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } finally {
            heap.interrupt();
        }
    }
}
