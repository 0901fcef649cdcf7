package dev.hone.cache;

import dev.hone.blob.Content;
import dev.hone.cache.ComposedPack.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Makes a pack of results that a store has: their stored bodies one behind the other, in a file that goes when this is closed. What
 * several actions have is there once. What the store does not have, or does not give whole, is left out. For one thread.
 */
final class PackComposer implements AutoCloseable {
    /** Asked for at the same time, while the bodies come one after the other: a store may be some way off itself. */
    private static final int AHEAD = 16;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel out;
    private final long most;
    private final Map<ActionId, Part> parts = new LinkedHashMap<>();
    private final Map<OutputId, Part> bodies = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER];

    /**
     * Begins one.
     *
     * @param file where nothing is yet
     * @param most how many bytes it may get; what would be beyond that is left out
     */
    PackComposer(Path file, long most) throws IOException {
        this.file = file;
        this.most = most;
        this.out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** One that was asked for. */
    private record Asked(ActionId action, Future<Optional<RemoteObject>> answer) {}

    /** Packs the results of these actions, in their order. */
    void addAll(List<ActionId> actions, Function<ActionId, Optional<RemoteObject>> store) throws IOException {
        Deque<Asked> asked = new ArrayDeque<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ActionId action : actions) {
                asked.addLast(new Asked(action, asking.submit(() -> store.apply(action))));
                if (asked.size() == AHEAD) {
                    addFirst(asked);
                }
            }
            while (!asked.isEmpty()) {
                addFirst(asked);
            }
        } finally {
            // All of them have been answered by now.
            for (Asked left : asked) {
                if (left.answer().state() == Future.State.SUCCESS) {
                    left.answer().resultNow().ifPresent(RemoteObject::close);
                }
            }
        }
    }

    private void addFirst(Deque<Asked> asked) throws IOException {
        Optional<RemoteObject> answer = answer(asked.getFirst());
        ActionId action = asked.removeFirst().action();
        if (answer.isPresent()) {
            try (RemoteObject object = answer.get()) {
                add(action, object);
            }
        }
    }

    /** What a store fails to say is not there. */
    private static Optional<RemoteObject> answer(Asked asked) {
        try {
            return asked.answer().get();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "interrupted while a pack was made", e);
        }
    }

    private void add(ActionId action, RemoteObject object) throws IOException {
        Part known = bodies.get(object.output());
        if (known != null && known.size() == object.size()) {
            parts.put(action, known);
            return;
        }
        long begin = out.position();
        boolean fits = object.length() >= 0 && object.length() <= most - begin;
        if (known != null || !fits || (object.encoding() == Encoding.RAW && object.length() != object.size())) {
            return;
        }
        if (copied(object.stored(), object.length())) {
            Part part = new Part(object.output(), object.size(), object.encoding(), begin, object.length());
            parts.put(action, part);
            bodies.put(part.output(), part);
        } else {
            out.truncate(begin);
        }
    }

    /** Whether all of it came, and no more. */
    private boolean copied(InputStream body, long length) throws IOException {
        long left = length;
        for (int read = read(body); read >= 0; read = read(body)) {
            left -= read;
            if (left < 0) {
                return false;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        return left == 0;
    }

    /** A body that breaks off is one that ends too early. */
    private int read(InputStream body) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** All that was packed, to be read once it is complete. */
    Content content() throws IOException {
        return Content.file(file);
    }

    ComposedPack pack(String id) throws IOException {
        return new ComposedPack(id, out.position(), parts);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
