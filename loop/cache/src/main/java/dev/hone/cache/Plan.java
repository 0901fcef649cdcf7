package dev.hone.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one go command will ask for, as the last build like it did, on its way to this machine.
 *
 * <pre>
 * first question ─► manifest of one of its names? ─► packs ─► folder        by the porter, in the order of first use
 * question ─► in the manifest? ─► waits until it is here
 *                └─ no, or there is none: the store is asked; when it did not have a few in a row, nobody waits for what it
 *                   says, until it has one. Nor does anybody as long as go loads packages: then it asks for hundreds of
 *                   indexes, which no store has, and that says nothing of the results behind them
 * </pre>
 *
 * <p>It begins with the first question that the folder has no answer to, so that a command that finds everything here asks nobody. Who
 * waits does so no longer than for an answer of the store, which is asked then; so it is when the manifest is not known.
 */
final class Plan implements AutoCloseable {
    /** Nothing is ever known beforehand. */
    static final Plan NONE =
            new Plan(() -> Beginning.Unplanned.UNKNOWN, action -> false, Duration.ZERO, CacheListener.NONE);

    /** When so many in a row were not there, nobody waits for the next. */
    private static final int FEW = 3;

    private final Supplier<Beginning> beginning;
    private final Scout scout;
    private final Duration patience;
    private final CacheListener listener;
    private final AtomicInteger absent = new AtomicInteger();
    private volatile boolean loading = true;
    private volatile boolean late;
    private @Nullable Overdue<Beginning> begun;

    /**
     * Plans, and asks nobody yet.
     *
     * @param beginning finds the manifest and has its packs brought. Takes as long as the store does
     * @param store whether it has the result of an action; asked when nobody waits for it
     * @param patience how long who asks waits; zero is for as long as it takes
     * @param listener is told at the end what was brought
     */
    Plan(Supplier<Beginning> beginning, Predicate<ActionId> store, Duration patience, CacheListener listener) {
        this.beginning = beginning;
        this.scout = new Scout(store);
        this.patience = patience;
        this.listener = listener;
    }

    /** What a plan says of an action. */
    enum Word {
        /** It is in the folder, or was to be. */
        HERE,
        /** Of the kind that is of use on the machine that made it only. */
        INDEX,
        /** It is not in the plan, and it is not worth waiting for what the store says. */
        UNAWAITED,
        /** The store is to be asked. */
        ASK
    }

    Word about(ActionId action) {
        return switch (beginning()) {
            case Beginning.Planned(Bringing bringing) -> planned(action, bringing);
            case Beginning.Unplanned.NEW -> unnamed(action);
            case Beginning.Unplanned.UNKNOWN -> Word.ASK;
        };
    }

    private Word planned(ActionId action, Bringing bringing) {
        return switch (bringing.of(action, patience)) {
            case HERE -> {
                isOf(false);
                yield Word.HERE;
            }
            case INDEX -> {
                isOf(true);
                yield Word.INDEX;
            }
            case UNNAMED -> unnamed(action);
            case LOST -> Word.ASK;
        };
    }

    private Word unnamed(ActionId action) {
        if (!loading && absent.get() < FEW) {
            return Word.ASK;
        }
        scout.ask(action, this::isThere);
        return Word.UNAWAITED;
    }

    private void isThere() {
        isOf(false);
        absent.set(0);
    }

    /** Of which kind something is that go was given: it reads all its indexes first, and what is not known between these is one too. */
    void saw(boolean index) {
        isOf(index);
    }

    private void isOf(boolean index) {
        if (loading && !index) {
            absent.set(0);
        }
        loading = index;
    }

    /** What became of asking. */
    void asked(Source came) {
        if (came == Source.ABSENT) {
            absent.incrementAndGet();
        } else if (came.isHit()) {
            isThere();
        }
    }

    /** Begins, and waits for nothing. */
    void begin() {
        begun();
    }

    /** As far as that is known yet; only the first who asks waits for it. */
    private Beginning beginning() {
        Overdue<Beginning> task = begun();
        if (late && !task.isDone()) {
            return Beginning.Unplanned.UNKNOWN;
        }
        Optional<Beginning> soon = task.soon(patience);
        late = soon.isEmpty();
        return soon.orElse(Beginning.Unplanned.UNKNOWN);
    }

    private synchronized Overdue<Beginning> begun() {
        Overdue<Beginning> task = begun;
        if (task == null) {
            task = Overdue.begin(beginning::get, found -> found.onItsWay().ifPresent(Bringing::close));
            begun = task;
        }
        return task;
    }

    /** The manifest that was followed, without what was found to be lost; empty when there was none. For who is done with asking. */
    Optional<Manifest> followed() {
        return known().map(Bringing::manifest);
    }

    private synchronized Optional<Bringing> known() {
        return begun == null || !begun.isDone()
                ? Optional.empty()
                : begun.soon(Duration.ZERO).flatMap(Beginning::onItsWay);
    }

    /** Gives up what has not come yet, and tells what has. For who is done with asking. */
    void end(Set<ActionId> used) {
        known().ifPresent(bringing -> {
            listener.onBrought(bringing.end(used));
            bringing.calls().forEach(listener::onRemote);
            bringing.trouble().ifPresent(listener::onTrouble);
        });
        close();
    }

    /** Gives up what has not come yet. */
    @Override
    public void close() {
        synchronized (this) {
            if (begun != null) {
                begun.abandon();
            }
        }
        scout.close();
    }
}
