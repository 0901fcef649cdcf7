package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one go command will ask for, as the last build like it did, on its way to this machine.
 *
 * <pre>
 * first question ─► manifest of one of its names? ─► packs ─► folder        by the porter, in the order of first use
 *                          └─ none: every question is the store's
 * question ─► in the manifest? ─► waits until it is here
 *                └─ no: the store is asked, until it did not have a few in a row
 * </pre>
 *
 * <p>It begins with the first question that the folder has no answer to, so that a command that finds everything here asks nobody.
 */
final class Plan implements AutoCloseable {
    /** Nothing is known beforehand. */
    static final Plan NONE = new Plan(Porter.NONE, Optional::empty);

    /** So many in a row that were not there, and the rest is not there either. */
    private static final int FEW = 3;

    private final Beginning beginning;
    private final Porter porter;
    private final AtomicInteger absent = new AtomicInteger();
    private volatile boolean seesIndexes;
    private volatile boolean seesResults;
    private @Nullable Running running;
    private @Nullable Map<ActionId, Form> forms;
    private boolean begun;

    Plan(Porter porter, Beginning beginning) {
        this.porter = porter;
        this.beginning = beginning;
    }

    /** Finds the manifest and has its packs brought; empty when there is none. Takes as long as the store does. */
    interface Beginning {
        Optional<Running> begin();
    }

    /** A manifest whose results are being brought, and where it stands. */
    record Running(Errand errand, Path manifest) {}

    /** What a plan says of an action. */
    enum Word {
        /** It is in the folder, or was to be. */
        HERE,
        /** Of the kind that is of use on the machine that made it only. */
        INDEX,
        /** It is not in the plan, and it is not worth asking for. */
        UNFORESEEN,
        /** The store is to be asked. */
        ASK
    }

    Word about(ActionId action) {
        Running plan = running();
        if (plan == null) {
            return Word.ASK;
        }
        PorterLine line = porter.await(plan.errand(), action).orElse(null);
        return switch (line == null ? "" : line.end()) {
            case "here" -> here();
            case "index" -> index();
            case "none" -> plan.errand().isOver() ? remembered(action) : unknown();
            // What is lost on the way is there, as far as anybody knows.
            default -> Word.ASK;
        };
    }

    /** When everything has been tried the porter forgets what that was. */
    private Word remembered(ActionId action) {
        Form form = forms().get(action);
        if (form == null) {
            return unknown();
        }
        return form == Form.NOT ? index() : Word.HERE;
    }

    private synchronized Map<ActionId, Form> forms() {
        Map<ActionId, Form> known = forms;
        if (known == null) {
            known = new HashMap<>();
            for (Entry entry : followed().map(Manifest::entries).orElse(List.of())) {
                known.putIfAbsent(entry.action(), entry.place().form());
            }
            forms = known;
        }
        return known;
    }

    private Word here() {
        if (!seesResults) {
            seesResults = true;
            absent.set(0);
        }
        return Word.HERE;
    }

    private Word index() {
        seesIndexes = true;
        return Word.INDEX;
    }

    /** go reads all its indexes first: as long as these come, what is not known is one too. */
    private Word unknown() {
        boolean loading = seesIndexes && !seesResults;
        return loading || absent.get() >= FEW ? Word.UNFORESEEN : Word.ASK;
    }

    /** What became of asking. */
    void asked(Source came) {
        if (came == Source.ABSENT) {
            absent.incrementAndGet();
        } else if (came.isHit()) {
            absent.set(0);
        }
    }

    private synchronized @Nullable Running running() {
        if (!begun) {
            begun = true;
            running = beginning.begin().orElse(null);
        }
        return running;
    }

    /** The manifest that was followed; empty when there was none. For who is done with asking. */
    synchronized Optional<Manifest> followed() {
        Running plan = running;
        if (plan == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ManifestFile.read(plan.manifest()));
        } catch (IOException | CacheException e) {
            return Optional.empty();
        }
    }

    /** Gives up what has not come yet. */
    @Override
    public synchronized void close() {
        Running plan = running;
        if (plan == null) {
            return;
        }
        plan.errand().close();
        try {
            Files.deleteIfExists(plan.manifest());
        } catch (IOException e) {
            // The sweep of the folder takes it later.
            return;
        }
    }
}
