package dev.hone.cache;

import dev.hone.blob.Content;
import dev.hone.cache.ComposedPack.Part;
import java.io.ByteArrayInputStream;
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
import org.jspecify.annotations.Nullable;

/**
 * Makes a pack of results that a store has: their stored bodies one behind the other, in a file that goes when this is closed. What
 * several actions have is there once. What the store does not have, or does not give whole, is left out. For one thread.
 */
final class PackComposer implements AutoCloseable {
    /** Asked for at the same time, while the bodies come one after the other: a store may be some way off itself. */
    private static final int AHEAD = 8;

    private static final int SMALL = 1 << 20;

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
    private record Asked(ActionId action, Future<Optional<Came>> answer) {}

    /**
     * What came of it. A large body is left and asked for once more when it is its turn: nobody holds on to a connection for which
     * somebody waits whose turn is sooner.
     */
    private record Came(RemoteObject object, @Nullable InputStream small) {}

    /** Packs the results of these actions, in their order. */
    void addAll(List<ActionId> actions, Function<ActionId, Optional<RemoteObject>> store) throws IOException {
        Deque<Asked> asked = new ArrayDeque<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ActionId action : actions) {
                asked.addLast(new Asked(action, asking.submit(() -> ask(action, store))));
                if (asked.size() == AHEAD) {
                    add(asked.removeFirst(), store);
                }
            }
            while (!asked.isEmpty()) {
                add(asked.removeFirst(), store);
            }
        }
    }

    private static Optional<Came> ask(ActionId action, Function<ActionId, Optional<RemoteObject>> store)
            throws IOException {
        try (RemoteObject object = store.apply(action).orElse(null)) {
            if (object == null) {
                return Optional.empty();
            }
            boolean small = object.length() >= 0 && object.length() <= SMALL;
            return Optional.of(new Came(object, small ? read(object) : null));
        }
    }

    private static InputStream read(RemoteObject object) throws IOException {
        return new ByteArrayInputStream(object.stored().readNBytes((int) object.length() + 1));
    }

    private void add(Asked asked, Function<ActionId, Optional<RemoteObject>> store) throws IOException {
        Came came = answer(asked).orElse(null);
        if (came == null || !isFit(asked.action(), came.object())) {
            return;
        }
        InputStream small = came.small();
        if (small != null) {
            add(asked.action(), came.object(), small);
            return;
        }
        try (RemoteObject object = store.apply(asked.action()).orElse(null)) {
            if (object != null && isFit(asked.action(), object)) {
                add(asked.action(), object, object.stored());
            }
        } catch (CacheException e) {
            // What a store fails to say is not there.
            return;
        }
    }

    /** What a store fails to say is not there. */
    private static Optional<Came> answer(Asked asked) {
        try {
            return asked.answer().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CacheException || e.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw new IllegalStateException("a result cannot be packed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "interrupted while a pack was made", e);
        }
    }

    /** Whether it has to be packed, and can be. What is there already is named once more. */
    private boolean isFit(ActionId action, RemoteObject object) throws IOException {
        Part known = bodies.get(object.output());
        if (known != null) {
            if (known.size() == object.size()) {
                parts.put(action, known);
            }
            return false;
        }
        return object.length() >= 0
                && object.length() <= most - out.position()
                && (object.encoding() != Encoding.RAW || object.length() == object.size());
    }

    private void add(ActionId action, RemoteObject object, InputStream stored) throws IOException {
        long begin = out.position();
        if (copied(stored, object.length())) {
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
