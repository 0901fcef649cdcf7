package dev.hone.pgo;

import dev.hone.base.Backoff;
import dev.hone.base.Sleeper;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Swap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The policies of apps. */
public final class Policies implements StandIns {
    private static final int LARGEST = 1 << 20;
    private static final Backoff PATIENT = new Backoff(20, Duration.ofMillis(10), Duration.ofSeconds(1));

    private final BlobStore store;
    private final Heads heads;
    private final Swap swap;
    private final InstantSource clock;

    Policies(BlobStore store, Heads heads, Sleeper sleeper, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.heads = heads;
        this.swap = Swap.in(store, PATIENT, sleeper, random, LARGEST);
        this.clock = clock;
    }

    /** The policy of an app; the usual one when nobody set any. */
    public Policy policy(AppName app) {
        return store.get(new AppKeys(app).policy())
                .map(blob -> parse(blob.bytes(LARGEST)))
                .orElse(Policy.USUAL);
    }

    /** Sets an app's policy; what is left out is as usual. */
    public Policy replace(AppName app, String json, String by) {
        return change(app, before -> Policy.parse(json), by);
    }

    /**
     * Sets an app's policy as long as it is the one that the caller means to replace.
     *
     * @param meant whether the policy that holds is that one; asked again when somebody else was faster
     * @throws PgoException when it is not
     */
    public Policy replace(AppName app, Predicate<Policy> meant, String json, String by) {
        return change(
                app,
                before -> {
                    if (!meant.test(before)) {
                        throw new PgoException(
                                PgoError.CHANGED,
                                "somebody else changed the policy of '" + app + "' meanwhile; read it again");
                    }
                    return Policy.parse(json);
                },
                by);
    }

    /** Changes some of an app's policy; what is left out stays. */
    public Policy change(AppName app, String json, String by) {
        return change(app, before -> before.with(json), by);
    }

    private Policy change(AppName app, UnaryOperator<Policy> change, String by) {
        byte[] stored = swap.update(
                new AppKeys(app).policy(),
                new byte[0],
                before -> change.apply(parse(before)).json().getBytes(StandardCharsets.UTF_8));
        Instant now = clock.instant();
        heads.change(app, head -> head.decided(new Decision(now, "policy", 0, List.of(), by)));
        return parse(stored);
    }

    private static Policy parse(byte[] json) {
        return json.length == 0 ? Policy.USUAL : Policy.parse(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public List<AppName> of(AppName app) {
        Policy.Fallback fallback = policy(app).fallback();
        Stream<AppName> fleet = Optional.of(fallback.fleet()).filter(name -> !name.isEmpty()).map(AppName::of).stream();
        return Stream.concat(fallback.family().stream(), fleet)
                .filter(other -> !other.equals(app))
                .distinct()
                .toList();
    }
}
