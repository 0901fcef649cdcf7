package dev.hone.pgo;

import dev.hone.base.SigningKey;
import dev.hone.blob.Blob;
import dev.hone.blob.BlobKey;
import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.StoredEdges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files of generations. They are written once and never changed. */
final class Generations {
    private static final int LARGEST = 512 << 20;

    /** All files but the inputs, which are large and needed only to make a generation again. */
    private static final List<String> READ = List.of(
            GenerationContent.PROFILE,
            GenerationContent.PREPROFILE,
            GenerationContent.SUM,
            GenerationContent.PUBLISHED);

    private final BlobStore store;
    private final @Nullable SigningKey signer;
    private final TrustedKeys trusted;
    private final long seed;

    Generations(BlobStore store, @Nullable SigningKey signer, TrustedKeys trusted, long seed) {
        this.store = store;
        this.signer = signer;
        this.trusted = trusted;
        this.seed = seed;
    }

    /** Writes all files, the manifest and its signature last. */
    void write(AppKeys keys, GenerationManifest manifest, GenerationContent content) {
        int number = manifest.generation();
        content.files().forEach((name, bytes) -> put(keys.generation(number, name), bytes));
        byte[] bytes = manifest.bytes();
        if (signer != null) {
            put(keys.generation(number, Form.SIGNATURE.file()), SignatureFile.by(signer, bytes));
        }
        put(keys.generation(number, Form.MANIFEST.file()), bytes);
    }

    private void put(BlobKey key, byte[] bytes) {
        store.put(key, Content.of(bytes), PutOptions.REPLACE);
    }

    GenerationManifest manifest(AppKeys keys, int number) {
        return GenerationManifest.read(file(keys, number, Form.MANIFEST.file()));
    }

    /** A file of a generation. */
    byte[] file(AppKeys keys, int number, String name) {
        BlobKey key = keys.generation(number, name);
        Blob blob = store.get(key)
                .orElseThrow(() -> new PgoException(
                        PgoError.NOT_FOUND, "'" + key + "' is missing; the generation was cleaned away or damaged"));
        if (blob.length() > LARGEST) {
            blob.close();
            throw new PgoException(PgoError.DAMAGED, "'" + key + "' is larger than anything that was published");
        }
        return blob.bytes(LARGEST);
    }

    /** What a new profile is compared with. */
    Standing standing(AppKeys keys, GenerationEntry entry) {
        GenerationManifest manifest = manifest(keys, entry.number());
        return new Standing(
                entry,
                edges(keys, manifest, GenerationContent.SUM),
                manifest.unit(),
                edges(keys, manifest, GenerationContent.PUBLISHED));
    }

    private EdgeMap edges(AppKeys keys, GenerationManifest manifest, String name) {
        byte[] bytes = file(keys, manifest.generation(), name);
        manifest.check(name, bytes);
        return StoredEdges.of(bytes).map();
    }

    /** What is wrong with what builds get of a generation, or with what later ones are compared with; empty for nothing. */
    Optional<String> damage(AppKeys keys, GenerationEntry entry) {
        try {
            GenerationManifest manifest = manifest(keys, entry.number());
            manifest.check(entry);
            for (String name : READ) {
                manifest.check(name, file(keys, entry.number(), name));
            }
            return Optional.empty();
        } catch (PgoException e) {
            if (e.error() == PgoError.DAMAGED || e.error() == PgoError.NOT_FOUND) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    /** Makes a generation again from its manifest and its inputs; gives back the digest of each file. */
    Map<String, String> rebuild(AppKeys keys, GenerationManifest manifest) {
        byte[] inputs = file(keys, manifest.generation(), GenerationContent.INPUTS);
        manifest.check(GenerationContent.INPUTS, inputs);
        ByteArrayInputStream in = new ByteArrayInputStream(inputs);
        Map<String, StoredEdges> edges = new HashMap<>();
        for (Input input : manifest.inputs()) {
            StoredEdges next = StoredEdges.next(in)
                    .orElseThrow(() -> new PgoException(PgoError.DAMAGED, "the inputs of the generation end early"));
            edges.put(input.segment(), next);
        }
        Function<String, StoredEdges> found = id -> Optional.ofNullable(edges.get(id))
                .orElseThrow(() -> new PgoException(PgoError.DAMAGED, "input " + id + " is missing"));
        return GenerationContent.rebuilt(manifest, found, precedent(keys, manifest), seed)
                .with(GenerationContent.INPUTS, inputs)
                .fileDigests();
    }

    private @Nullable Precedent precedent(AppKeys keys, GenerationManifest manifest) {
        if (manifest.previous() == 0) {
            return null;
        }
        if (manifest.files().containsKey(GenerationContent.PRECEDENT)) {
            return new Precedent(edges(keys, manifest, GenerationContent.PRECEDENT), manifest.previousWorth());
        }
        // Of the first format: it has nothing of the generation before, which may be gone.
        try {
            GenerationManifest previous = manifest(keys, manifest.previous());
            long worth = edges(keys, previous, GenerationContent.SUM).total() / previous.unit();
            return new Precedent(edges(keys, previous, GenerationContent.PUBLISHED), worth);
        } catch (PgoException e) {
            throw new PgoException(
                    e.error(),
                    "generation " + manifest.generation() + " was made from generation " + manifest.previous()
                            + ", of which an older Hone kept nothing with it, and that one cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The edge maps of inputs, one behind the other. */
    static byte[] inputs(List<Input> inputs, Function<String, StoredEdges> edges) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        inputs.forEach(input -> all.writeBytes(edges.apply(input.segment()).bytes()));
        return all.toByteArray();
    }

    /**
     * Makes sure that a generation is what was published: that its manifest is signed, and each file as it says.
     *
     * @param unsigned whether it need not be signed
     */
    GenerationManifest verify(AppKeys keys, int number, boolean unsigned) {
        byte[] stored = file(keys, number, Form.MANIFEST.file());
        byte @Nullable [] signature = store.get(keys.generation(number, Form.SIGNATURE.file()))
                .map(blob -> blob.bytes(LARGEST))
                .orElse(null);
        trusted.verify(stored, signature, unsigned);
        GenerationManifest manifest = GenerationManifest.read(stored);
        manifest.files().keySet().forEach(name -> manifest.check(name, file(keys, number, name)));
        return manifest;
    }
}
