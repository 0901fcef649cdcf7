package dev.hone.pgo;

import dev.hone.blob.Blob;
import dev.hone.blob.BlobStore;
import dev.hone.profile.ProfileLimits;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds published profiles. */
final class Artifacts {
    private final BlobStore store;
    private final Heads heads;
    private final RawProfile raw;
    private final StandIns standIns;
    private final Generations generations;

    Artifacts(Parts parts, StandIns standIns, Generations generations, ProfileLimits limits) {
        this.generations = generations;
        this.store = parts.store();
        this.heads = parts.heads();
        this.raw = new RawProfile(parts, limits);
        this.standIns = standIns;
    }

    /** The profile that is meant, or else one that its policy lets stand in for it; empty when there is none. */
    Optional<Artifact> find(AppName app, Selection selection, Form form) {
        Optional<Artifact> own = own(app, selection, form);
        if (own.isPresent() || !(selection instanceof Selection.OfChannel)) {
            return own;
        }
        List<AppName> others = standIns.of(app);
        for (AppName other : others) {
            Optional<Artifact> found = own(other, selection, form);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Artifact> own(AppName app, Selection selection, Form form) {
        AppKeys keys = new AppKeys(app);
        Head head = heads.of(app);
        if (form == Form.RAW) {
            return raw.of(app, head).map(bytes -> artifact(app, bytes));
        }
        Optional<GenerationEntry> entry = head.find(selection);
        if (entry.isPresent()) {
            GenerationEntry generation = entry.get();
            if (!generation.sound()) {
                return Optional.of(whole(keys, generation, form));
            }
            return store.get(keys.generation(generation.number(), form.file()))
                    .map(body -> new Artifact(
                            etag(generation, form),
                            generation.number(),
                            app,
                            body.length(),
                            body.body(),
                            sum(keys, generation, form)));
        }
        boolean anybodys = form == Form.CANONICAL && selection.equals(Selection.stable());
        Optional<Blob> foreign = anybodys ? store.get(keys.published()) : Optional.empty();
        return foreign.map(
                body -> new Artifact(body.info().version().value(), 0, app, body.length(), body.body(), null));
    }

    /** What a form was when it was published; manifest and signature are checked by who has the key. */
    private Artifact.@Nullable Sum sum(AppKeys keys, GenerationEntry generation, Form form) {
        return switch (form) {
            case CANONICAL -> new Artifact.Sum(form.file(), generation.digest());
            case PREPROFILE, EDGES ->
                new Artifact.Sum(
                        form.file(),
                        generations.manifest(keys, generation.number()).files().getOrDefault(form.file(), ""));
            case RAW, MANIFEST, SIGNATURE -> null;
        };
    }

    /** Of a damaged generation its profile, if that is what was published: not all of its files need be damaged. */
    private Artifact whole(AppKeys keys, GenerationEntry generation, Form form) {
        Optional<byte[]> bytes = form == Form.CANONICAL
                ? store.get(keys.generation(generation.number(), form.file()))
                        .filter(blob -> blob.length() == generation.size())
                        .map(blob -> blob.bytes(Math.toIntExact(generation.size())))
                        .filter(found -> Sha256.of(found).equals(generation.digest()))
                : Optional.empty();
        return bytes.map(found -> new Artifact(
                        etag(generation, form),
                        generation.number(),
                        keys.app(),
                        found.length,
                        new ByteArrayInputStream(found),
                        null))
                .orElseThrow(() -> new PgoException(
                        PgoError.DAMAGED,
                        "generation " + generation.number() + " of '" + keys.app() + "' is damaged; hone pgo rollback "
                                + keys.app() + " goes back to one that is not"));
    }

    private static Artifact artifact(AppName app, byte[] bytes) {
        return new Artifact(Sha256.of(bytes), 0, app, bytes.length, new ByteArrayInputStream(bytes), null);
    }

    private static String etag(GenerationEntry generation, Form form) {
        return form == Form.CANONICAL
                ? generation.digest()
                : generation.number() + "-" + form.file() + "-" + generation.digest();
    }
}
