package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a manifest names, on its way to the folder by a porter. */
final class Bringing implements AutoCloseable {
    /** For a porter that was told to give it up to say how far it had come. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Porter porter;
    private final Errand errand;
    private final Staged manifest;
    private @Nullable Map<ActionId, Form> forms;

    /**
     * Begins.
     *
     * @param manifest is removed in the end
     */
    Bringing(Porter porter, Errand errand, Staged manifest) {
        this.porter = porter;
        this.errand = errand;
        this.manifest = manifest;
    }

    /** What becomes of an action. */
    enum Fate {
        /** It is in the folder. */
        HERE,
        /** It is a module index, of use on the machine that made it only. */
        INDEX,
        /** The manifest does not name it. */
        UNNAMED,
        /** It is named, and did not come, or not yet. */
        LOST
    }

    /** Waits until it is known what becomes of an action, but no longer than this; zero is for as long as it takes. */
    Fate of(ActionId action, Duration most) {
        String end = porter.await(errand, action)
                .flatMap(asked -> asked.end(most))
                .map(PorterLine::end)
                .orElse("");
        return switch (end) {
            case "here" -> Fate.HERE;
            case "index" -> Fate.INDEX;
            // When everything has been tried the porter forgets what that was.
            case "none" -> errand.isOver() ? remembered(action) : Fate.UNNAMED;
            default -> Fate.LOST;
        };
    }

    private synchronized Fate remembered(ActionId action) {
        Map<ActionId, Form> known = forms;
        if (known == null) {
            known = new HashMap<>();
            for (Entry entry : manifest().map(Manifest::entries).orElse(List.of())) {
                known.putIfAbsent(entry.action(), entry.place().form());
            }
            forms = known;
        }
        @Nullable Form form = known.get(action);
        if (form == null) {
            return Fate.UNNAMED;
        }
        return form == Form.NOT ? Fate.INDEX : Fate.HERE;
    }

    /** The manifest without what was found to be lost; empty when it cannot be read. */
    Optional<Manifest> manifest() {
        try {
            Manifest whole = ManifestFile.read(manifest.file());
            return Optional.of(
                    errand.isOver() ? whole.without(errand.end().progress().lost()) : whole);
        } catch (IOException | CacheException e) {
            return Optional.empty();
        }
    }

    /** Waits until all has been tried, but no longer than this; gives up what has not come, and says what has. */
    Brought end(Duration most) {
        errand.end(most);
        return end();
    }

    /** Gives up what has not come yet, and says what has. */
    Brought end() {
        close();
        return errand.end(FAREWELL)
                .map(line -> new Brought(
                        line.progress().brought(),
                        Math.max(0, line.stored()),
                        line.progress().requests()))
                .orElse(Brought.NOTHING);
    }

    @Override
    public void close() {
        errand.close();
        manifest.discard();
    }
}
