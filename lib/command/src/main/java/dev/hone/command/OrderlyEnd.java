package dev.hone.command;

import java.util.concurrent.CountDownLatch;

/** Sees to it that a process which is told to end (Ctrl-C, SIGTERM) first takes back what its thread is in the middle of. */
/*
 * The JVM ends when its shutdown hooks have. This hook interrupts the thread, and waits until that has left its block.
 * From then on the thread stands still: it must not go on to report a failure, or end the process with another exit code.
 */
public final class OrderlyEnd implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interruptAndWait);

    private OrderlyEnd() {}

    /** Begins the block. When the process is ending already, it does not begin. */
    public static OrderlyEnd begin() {
        OrderlyEnd end = new OrderlyEnd();
        try {
            Runtime.getRuntime().addShutdownHook(end.hook);
        } catch (IllegalStateException ending) {
            standStill();
        }
        return end;
    }

    private void interruptAndWait() {
        worker.interrupt();
        awaitForever(left);
    }

    @Override
    public void close() {
        left.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            standStill();
        }
    }

    private static void standStill() {
        awaitForever(new CountDownLatch(1));
    }

    private static void awaitForever(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                // The process is ending; there is nothing more to be told.
            }
        }
    }
}
