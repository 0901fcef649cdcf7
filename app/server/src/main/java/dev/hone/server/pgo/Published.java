package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.pgo.Artifact;
import dev.hone.pgo.Form;
import dev.hone.pgo.PgoStage;
import dev.hone.pgo.Selection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is published. Who asks right after an app's first profile came gets it, and is not told to come again.
 *
 * @param settling counts what was received of an app, and publishes a first profile; does nothing in a process without worker
 */
public record Published(PgoStage stage, Consumer<AppName> settling) {
    /** The profile that is meant; empty when nothing was published yet. */
    public Optional<Artifact> find(AppName app, Selection selection, Form form) {
        Optional<Artifact> found = stage.find(app, selection, form);
        if (found.isPresent() || !(selection instanceof Selection.OfChannel)) {
            return found;
        }
        settling.accept(app);
        return stage.find(app, selection, form);
    }
}
