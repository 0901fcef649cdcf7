package dev.hone.cache;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has the results of one store carried by a {@link Porter}. It knows two answers, here it is and there is none; whatever else a
 * store says is asked again in the ordinary way, which knows what to do about it. A store that gives nothing but such answers is
 * asked by a porter only now and then.
 */
public final class Carrier {
    /** Carries nothing: everything goes the ordinary way. */
    public static final Carrier NONE = new Carrier(Porter.NONE, Duration.ZERO, 0);

    private static final Duration EVER = Duration.ofHours(24);
    private static final int MANY_ODD = 8;
    private static final int NOW_AND_THEN = 32;

    private final Porter porter;
    private final Duration first;
    private final long most;
    private final AtomicInteger odd = new AtomicInteger();

    private Carrier(Porter porter, Duration first, long most) {
        this.porter = porter;
        this.first = first;
        this.most = most;
    }

    /** One for a store that is treated in this way. */
    public static Carrier of(Porter porter, RemoteSettings treatment, LocalSettings local) {
        Duration first = treatment.get().isZero() ? EVER : treatment.get();
        return new Carrier(porter, first, local.largest().bytes());
    }

    /** Whether it is worth finding out an address. */
    boolean isOfUse() {
        return porter.mayCome() && (odd.get() < MANY_ODD || odd.incrementAndGet() % NOW_AND_THEN == 0);
    }

    /**
     * What is to be asked.
     *
     * @param encoding the header that says how it is stored
     * @param size the header that says how long it is, unpacked
     */
    record Ask(URI uri, Map<String, String> headers, String encoding, String size) {}

    /** Sends for a result, and waits for the store's answer, but not for the bytes. */
    Optional<RemoteObject> get(
            Ask ask, Function<Errand, Optional<RemoteObject>> reading, Supplier<Optional<RemoteObject>> ordinary) {
        Optional<Errand> errand = porter.send(ask, first, most);
        if (errand.isEmpty()) {
            return ordinary.get();
        }
        Errand sent = errand.get();
        PorterLine answer = answer(sent);
        if (answer.status() == 200) {
            odd.set(0);
            return read(sent, reading);
        }
        if (isAbsent(answer)) {
            odd.set(0);
            return Optional.empty();
        }
        odd.incrementAndGet();
        return ordinary.get();
    }

    private static PorterLine answer(Errand errand) {
        try {
            PorterLine answer = errand.answer();
            if (answer.why().equals("late") && answer.status() == 0) {
                throw new CacheException(CacheError.REMOTE_LATE, "the shared store: " + answer.text());
            }
            return answer;
        } catch (InterruptedException e) {
            errand.close();
            Thread.currentThread().interrupt();
            throw new CacheException(CacheError.REMOTE_FAILED, "the shared store: interrupted", e);
        }
    }

    private static Optional<RemoteObject> read(Errand errand, Function<Errand, Optional<RemoteObject>> reading) {
        try {
            Optional<RemoteObject> object = reading.apply(errand);
            if (object.isEmpty()) {
                errand.close();
            }
            return object;
        } catch (RuntimeException e) {
            errand.close();
            throw e;
        }
    }

    /** Whether a store said that there is no such result; that there is no such bucket is for somebody to mend. */
    private static boolean isAbsent(PorterLine answer) {
        return answer.status() == 404 && !answer.text().contains("NoSuchBucket");
    }
}
