package dev.hone.aws;

import dev.hone.kit.TappedRelay;
import dev.hone.kit.TappedRelay.Tap;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between client and server, and loses answers or cuts them short. */
final class Relay implements AutoCloseable {
    private final TappedRelay relay;
    private final AtomicInteger answersToPass = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);

    Relay(int target) {
        relay = TappedRelay.before(target, () -> Tap.OPEN, () -> this::answer);
    }

    String endpoint() {
        return relay.url();
    }

    /** The server does what it is asked next, and its answer is lost, so many times. */
    void loseAnswers(int count) {
        answersToPass.set(0);
        answersToLose.set(count);
    }

    /** The one answer with this number, counted from now, is lost. */
    void loseAnswer(int number) {
        answersToPass.set(number - 1);
        answersToLose.set(1);
    }

    /** How many answers are still to be lost. */
    int answersToLose() {
        return answersToLose.get();
    }

    /** Answers end after so many bytes in all. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    private void answer(byte[] said, OutputStream client, OutputStream server) throws IOException {
        if (isLost(said)) {
            throw new EOFException("lost on the way");
        }
        client.write(said);
    }

    private boolean isLost(byte[] said) {
        String start = new String(said, 0, Math.min(said.length, 12), StandardCharsets.US_ASCII);
        boolean answer = start.startsWith("HTTP/1.1 ") && !start.endsWith(" 100");
        boolean passed = !answer || answersToPass.getAndUpdate(Relay::oneLess) > 0;
        boolean lost = !passed && answersToLose.getAndUpdate(Relay::oneLess) > 0;
        return lost || bytesLeft.addAndGet(-said.length) < 0;
    }

    private static int oneLess(int number) {
        return Math.max(0, number - 1);
    }

    @Override
    public void close() {
        relay.close();
    }
}
