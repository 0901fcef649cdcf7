package dev.hone.cache;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has the results of one store carried by a {@link Porter}. To a get it knows two answers, here it is and there is none, and to a put
 * two, it is stored and another one is there; whatever else a store says is asked again in the ordinary way, which knows what to do
 * about it. A store that gives nothing but such answers is asked by a porter only now and then.
 */
public final class Carrier {
    private static final Duration EVER = Duration.ofHours(24);

    /** Carries nothing: everything goes the ordinary way. */
    public static final Carrier NONE = new Carrier(Porter.NONE, EVER, EVER, 0);

    private static final int MANY_ODD = 8;
    private static final int NOW_AND_THEN = 32;
    /** What S3 says where a condition does not hold. */
    private static final int EXISTS = 412;

    private final Porter porter;
    private final Duration first;
    private final Duration put;
    private final long most;
    private final AtomicInteger odd = new AtomicInteger();

    private Carrier(Porter porter, Duration first, Duration put, long most) {
        this.porter = porter;
        this.first = first;
        this.put = put;
        this.most = most;
    }

    /** One for a store that is treated in this way. */
    public static Carrier of(Porter porter, RemoteSettings treatment, LocalSettings local) {
        return new Carrier(
                porter,
                most(treatment.get()),
                most(treatment.put()),
                local.largest().bytes());
    }

    private static Duration most(Duration time) {
        return time.isZero() ? EVER : time;
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
        Optional<Errand> errand = porter.fetch(ask, first, most);
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

    /** Has a file stored; whether it is that one which is there now. Empty when the ordinary way has to be gone. */
    Optional<Boolean> put(URI uri, Map<String, String> headers, Path file) {
        Optional<PorterLine> answer = porter.put(uri, headers, file, put).map(Carrier::inTime);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        int status = answer.get().status();
        boolean stored = status >= 200 && status < 300;
        if (stored || status == EXISTS) {
            odd.set(0);
            return Optional.of(stored);
        }
        odd.incrementAndGet();
        return Optional.empty();
    }

    private static PorterLine inTime(PorterLine answer) {
        if (answer.why().equals("late") && answer.status() == 0) {
            throw new CacheException(CacheError.REMOTE_LATE, "the shared store: " + answer.text());
        }
        return answer;
    }

    private static PorterLine answer(Errand errand) {
        try {
            return inTime(errand.answer());
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
