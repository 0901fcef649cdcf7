package dev.hone.kubernetes;

import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Breaks off an answer that is larger than a page of pods can be, since fabric8 would keep all of it in memory. */
final class BoundedAnswers implements Interceptor {
    private static final long LARGEST = 64L << 20;

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        AtomicLong left = new AtomicLong(LARGEST);
        return (buffers, body) -> {
            long more = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (left.addAndGet(-more) < 0) {
                throw new TargetException(TargetError.TOO_LARGE, "Kubernetes sends more than a page of pods can be");
            }
            consumer.consume(buffers, body);
        };
    }
}
