package dev.hone.cache;

import dev.hone.blob.BlobAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A process beside this one that fetches bodies, unpacks and hashes them, and leaves them in files; and that packs and brings
 * others. It is quick at once, where a JVM that has just started does so at a twentieth of that speed; and a machine that has
 * nothing yet has only such JVMs.
 *
 * <p>It decides nothing. It is started when it is first needed, and a few times again if it ends; without it everything works as
 * well, and slower.
 */
public final class Porter implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final int MOST_STARTS = 3;

    /** Nobody: everything goes the ordinary way. */
    public static final Porter NONE = new Porter(
            () -> {
                throw new IOException("there is no porter");
            },
            Path.of(""),
            new Random(0),
            MOST_STARTS);

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    /** For what it does with a body beside receiving it. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Starter starter;
    private final Path folder;
    private final RandomGenerator random;
    private final ConcurrentMap<Long, Errand> errands = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Process process;
    private int starts;

    private Porter(Starter starter, Path folder, RandomGenerator random, int starts) {
        this.starter = starter;
        this.folder = folder;
        this.random = random;
        this.starts = starts;
    }

    /** Starts the process. */
    @FunctionalInterface
    public interface Starter {
        Process start() throws IOException;
    }

    /** One that leaves what it brings in a folder, where what it leaves behind when it dies is swept away. */
    public static Porter in(Path folder, Starter starter, RandomGenerator random) {
        return new Porter(starter, folder, random, 0);
    }

    /** Whether there is one, or may be. */
    boolean mayCome() {
        lock.lock();
        try {
            return process != null || starts < MOST_STARTS;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends it for a body; empty when there is none to send.
     *
     * @param first how long to wait for an answer, and for how long its bytes may stay away
     * @param most the most bytes that the body may have, unpacked
     */
    Optional<Errand> fetch(Carrier.Ask ask, Duration first, long most) {
        Path file = folder.resolve(ProcessHandle.current().pid() + "-p" + files.incrementAndGet() + "-"
                + HexFormat.of().toHexDigits(random.nextInt()));
        return send(file, first.plus(GRACE), json -> {
            json.writeStringProperty("file", file.toString());
            json.writeNumberProperty("most", most);
            wait(json, first);
            write(json, ask);
        });
    }

    /** Has an output hashed, and packed into a new file where that is smaller; empty when there is none to do it. */
    Optional<PorterLine> pack(Path output, Path into) {
        return send(into, GRACE, json -> {
                    json.writeStringProperty("pack", output.toString());
                    json.writeStringProperty("file", into.toString());
                })
                .map(Errand::end);
    }

    /** Has a file stored by a PUT, and says what the store answered; empty when there is none to do it. */
    Optional<PorterLine> put(URI uri, Map<String, String> headers, Path file, Duration first) {
        return send(null, GRACE, json -> {
                    json.writeStringProperty("put", uri.toString());
                    write(json, headers);
                    json.writeStringProperty("file", file.toString());
                    wait(json, first);
                })
                .map(Errand::end);
    }

    /**
     * Has what a manifest names brought into a cache folder; empty when there is none to do it.
     *
     * @param packs where the manifest's packs are, in its order
     * @param indexes whether module indexes are believed
     */
    Optional<Errand> unpack(
            Path manifest, Path root, List<BlobAddress> packs, Budget budget, boolean indexes, Duration first) {
        return send(null, GRACE, json -> {
            json.writeStringProperty("unpack", manifest.toString());
            json.writeStringProperty("root", root.toString());
            json.writeNumberProperty("most", budget.stored());
            json.writeNumberProperty("room", budget.room());
            json.writeNumberProperty("largest", budget.largest());
            json.writeBooleanProperty("indexes", indexes);
            wait(json, first);
            json.writeName("packs").writeStartArray();
            for (BlobAddress pack : packs) {
                json.writeStartObject();
                json.writeStringProperty("url", pack.uri().toString());
                write(json, pack.headers());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * How much may be brought.
     *
     * @param stored bytes over the network
     * @param room bytes on the disk
     * @param largest bytes of one result, unpacked
     */
    record Budget(long stored, long room, long largest) {}

    /** Has it say when it is known what becomes of an action that is being brought; empty when there is none who would know. */
    Optional<Errand> await(Errand unpacking, ActionId action) {
        return send(null, GRACE, json -> {
            json.writeStringProperty("await", action.hex());
            json.writeNumberProperty("of", unpacking.id());
        });
    }

    /** Has several outputs packed into one new file; empty when there is none to do it. */
    Optional<PorterLine> bundle(List<Path> outputs, Path into) {
        return send(into, GRACE, json -> {
                    json.writeStringProperty("file", into.toString());
                    json.writeName("bundle").writeStartArray();
                    for (Path output : outputs) {
                        json.writeString(output.toString());
                    }
                    json.writeEndArray();
                })
                .map(Errand::end);
    }

    private Optional<Errand> send(@Nullable Path file, Duration patience, Fields fields) {
        long id = ids.incrementAndGet();
        Errand errand = new Errand(id, file, patience, () -> say(json -> json.writeNumberProperty("cancel", id)));
        errands.put(id, errand);
        boolean sent = say(json -> {
            json.writeNumberProperty("id", id);
            fields.write(json);
        });
        if (!sent) {
            errands.remove(id);
            return Optional.empty();
        }
        return Optional.of(errand);
    }

    private static void wait(JsonGenerator json, Duration first) {
        json.writeNumberProperty("first", first.toMillis());
        json.writeNumberProperty("poor", DeadlineRemoteCache.POOR);
    }

    private static void write(JsonGenerator json, Map<String, String> headers) {
        json.writeName("headers").writeStartObject();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringProperty(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Carrier.Ask ask) {
        json.writeStringProperty("url", ask.uri().toString());
        write(json, ask.headers());
        json.writeStringProperty("encoding", ask.encoding());
        json.writeStringProperty("size", ask.size());
    }

    /** The fields of a line. */
    private interface Fields {
        void write(JsonGenerator json);
    }

    private boolean say(Fields fields) {
        lock.lock();
        try {
            Process running = running();
            if (running == null) {
                return false;
            }
            OutputStream orders = running.getOutputStream();
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), orders)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
                json.writeRaw('\n');
            }
            orders.flush();
            return true;
        } catch (IOException | JacksonException e) {
            // Whoever reads its answers finds out the same, and tells those who wait.
            return false;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Process running() throws IOException {
        if (process == null && starts < MOST_STARTS) {
            starts++;
            Process started = starter.start();
            process = started;
            Thread.ofPlatform().daemon().name("porter").start(() -> listen(started));
        }
        return process;
    }

    private void listen(Process started) {
        try (InputStream answers = started.getInputStream();
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), answers)) {
            Optional<PorterLine> line = PorterLine.read(json);
            while (line.isPresent()) {
                tell(line.get());
                line = PorterLine.read(json);
            }
        } catch (IOException | JacksonException e) {
            // One that talks nonsense is as good as none.
            started.destroyForcibly();
        }
        lost(started);
    }

    private void tell(PorterLine line) {
        Errand errand = line.end().isEmpty() ? errands.get(line.id()) : errands.remove(line.id());
        if (errand != null) {
            errand.told(line);
        }
    }

    private void lost(Process ended) {
        lock.lock();
        try {
            if (ended.equals(process)) {
                process = null;
            }
            errands.keySet().forEach(id -> tell(PorterLine.gone(id)));
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; who waits for something is told that there is none any more. */
    @Override
    public void close() {
        Process last = dismissed();
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
        } catch (IOException e) {
            last.destroyForcibly();
        }
        seeOff(last);
    }

    private @Nullable Process dismissed() {
        lock.lock();
        try {
            starts = MOST_STARTS;
            return process;
        } finally {
            lock.unlock();
        }
    }

    private static void seeOff(Process last) {
        try {
            if (!last.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
