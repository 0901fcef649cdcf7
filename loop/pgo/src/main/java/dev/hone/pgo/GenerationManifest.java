package dev.hone.pgo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a generation was made of: enough to make it again, and to tell whether its files are as they were.
 *
 * @param tool the Hone that made it
 * @param one what the factor 1 of an input is written as
 * @param unit what a sample of full weight weighs in the sum
 * @param inputs the segments with their factors
 * @param previous the generation whose decisions were kept where they did not change; 0 for none
 * @param previousWorth how many samples that one was worth; 0 for none
 * @param policy that was in force
 * @param compiler digest of what the Go compiler sees of it
 * @param decisions digest of what the Go compiler decides by it
 * @param files the SHA-256 of each file by its name
 * @param samples it was made from
 * @param flags such as {@code weak}
 * @param reasons why it was published
 */
record GenerationManifest(
        int format,
        AppName app,
        int generation,
        Instant created,
        String tool,
        long one,
        long unit,
        List<Input> inputs,
        int previous,
        long previousWorth,
        Policy policy,
        String compiler,
        String decisions,
        SortedMap<String, String> files,
        long samples,
        List<String> flags,
        List<Reason> reasons) {
    static final int FORMAT = 2;

    GenerationManifest {
        if (one < 1 || unit < 1) {
            throw new IllegalArgumentException("weights are in parts of at least 1, not of " + one + " and " + unit);
        }
        inputs = List.copyOf(inputs);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        flags = List.copyOf(flags);
        reasons = List.copyOf(reasons);
    }

    /**
     * What the caller knows of a new generation, besides its content.
     *
     * @param previous the generation that {@link GenerationContent#of} was given; null for none
     */
    record Origin(
            AppName app,
            int generation,
            Instant created,
            String tool,
            @Nullable Standing previous,
            Policy policy) {
        int number() {
            return previous == null ? 0 : previous.entry().number();
        }

        long worth() {
            return previous == null ? 0 : previous.worth();
        }
    }

    static GenerationManifest of(
            Origin origin, Weighed weighed, PublishDecision.Publish decision, GenerationContent content) {
        var digests = content.digests();
        return new GenerationManifest(
                FORMAT,
                origin.app(),
                origin.generation(),
                origin.created(),
                origin.tool(),
                weighed.weights().one(),
                weighed.unit(),
                weighed.weights().inputs(),
                origin.number(),
                origin.worth(),
                origin.policy(),
                digests.compiler(),
                digests.decisions(),
                content.fileDigests(),
                weighed.samples(),
                decision.flags(),
                decision.reasons());
    }

    /** The bytes that are stored and signed: the same for equal manifests. */
    byte[] bytes() {
        return Json.text(this).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a stored manifest.
     *
     * @throws PgoException when it is damaged, or written by a newer Hone
     */
    static GenerationManifest read(byte[] stored) {
        String what = "the manifest of a generation";
        JsonNode tree = Json.parse(new String(stored, StandardCharsets.UTF_8), what, PgoError.DAMAGED);
        JsonNode format = tree.get("format");
        if (format == null || !format.canConvertToInt()) {
            throw new PgoException(PgoError.DAMAGED, what + " says no format; restore it from a copy");
        }
        if (format.intValue() > FORMAT) {
            throw new PgoException(PgoError.NEWER_FORMAT, what + " was written by a newer Hone; upgrade to read it");
        }
        if (format.intValue() == 1 && tree instanceof ObjectNode first) {
            first.put("previousWorth", 0);
        }
        return Json.read(tree, GenerationManifest.class, what, PgoError.DAMAGED);
    }

    /**
     * Makes sure that a file is the one that was published.
     *
     * @throws PgoException when it is another one, or none of this generation
     */
    void check(String file, byte[] bytes) {
        if (!Sha256.of(bytes).equals(files.get(file))) {
            throw changed(file, generation, app);
        }
    }

    /**
     * Makes sure that it is the manifest that the head tells of.
     *
     * @throws PgoException when it is another one
     */
    void check(GenerationEntry entry) {
        boolean same = generation == entry.number()
                && created.equals(entry.created())
                && compiler.equals(entry.compiler())
                && decisions.equals(entry.decisions())
                && samples == entry.samples()
                && entry.digest().equals(files.get(GenerationContent.PROFILE));
        if (!same) {
            throw new PgoException(
                    PgoError.DAMAGED,
                    "the manifest of generation " + entry.number() + " of " + app
                            + " is not the one that was published");
        }
    }

    /** What to say of a file that is not as it was written. */
    static PgoException changed(String file, int generation, AppName app) {
        return new PgoException(
                PgoError.DAMAGED,
                file + " of generation " + generation + " of " + app + " is not what was published; roll back to "
                        + "another generation, or rebuild this one");
    }

    /** What the head keeps of it. */
    GenerationEntry entry(GenerationContent content) {
        byte[] profile = content.files().getOrDefault(GenerationContent.PROFILE, new byte[0]);
        return new GenerationEntry(
                generation,
                created,
                compiler,
                decisions,
                Sha256.of(profile),
                profile.length,
                samples,
                flags,
                reasons.isEmpty() ? "" : reasons.getFirst().sentence());
    }
}
