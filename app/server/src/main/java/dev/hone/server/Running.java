package dev.hone.server;

import dev.hone.command.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs an assembly until the process is asked to end. */
final class Running {
    private Running() {}

    static ExitCode until(CountDownLatch asked, Assembly assembly, Consumer<Assembly> started) {
        try (assembly) {
            assembly.start();
            started.accept(assembly);
            asked.await();
            return ExitCode.FINE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }
}
