package dev.hone.pgo;

import dev.hone.gopgo.CanonicalProfile;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.EdgeScale;
import dev.hone.gopgo.Preprofile;
import dev.hone.gopgo.StoredEdges;
import dev.hone.profile.Pprof;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of a generation, as a function of what went into it: the same on every machine.
 *
 * <p>Immutable, but for the arrays, which nobody changes.
 */
final class GenerationContent {
    /** The smallest profile of which the compiler makes the same: what builds download. */
    static final String PROFILE = "profile.pb.gz";

    /** What {@code go tool preprofile} would make of it. */
    static final String PREPROFILE = "preprofile.txt";

    /** The edges as they were weighed, by which later ones are judged. */
    static final String SUM = "sum.edges";

    /** The edges as they were published. */
    static final String PUBLISHED = "published.edges";

    /** The edge maps that went into it, in the order of the manifest's inputs. */
    static final String INPUTS = "inputs.edges";

    /** The edges of the generation whose decisions were kept where they did not change; only where there is one. */
    static final String PRECEDENT = "precedent.edges";

    private final EdgeMap published;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    private GenerationContent(EdgeMap sum, EdgeMap published) {
        this.published = published;
        files.put(PROFILE, Pprof.write(CanonicalProfile.of(published)));
        files.put(PREPROFILE, Preprofile.text(published));
        files.put(SUM, StoredEdges.of(sum).bytes());
        files.put(PUBLISHED, StoredEdges.of(published).bytes());
    }

    private GenerationContent(EdgeMap published, SortedMap<String, byte[]> files) {
        this.published = published;
        this.files.putAll(files);
    }

    /**
     * The content made of what uploads come to.
     *
     * @param previous the generation whose decisions are kept where they did not change; null for none
     */
    static GenerationContent of(Weighed weighed, @Nullable Precedent previous) {
        EdgeMap sum = weighed.sum();
        EdgeMap published =
                previous == null ? EdgeScale.published(sum) : Judgement.steady(previous, sum, weighed.unit());
        GenerationContent content = new GenerationContent(sum, published);
        return previous == null
                ? content
                : content.with(PRECEDENT, StoredEdges.of(previous.published()).bytes());
    }

    /**
     * The content again, from its manifest.
     *
     * @param edges the edge map of a segment by its id
     * @param previous the generation that the manifest names as previous; null when it names none
     * @param seed any number that uploaders do not know
     */
    static GenerationContent rebuilt(
            GenerationManifest manifest, Function<String, StoredEdges> edges, @Nullable Precedent previous, long seed) {
        Weights weights = new Weights(manifest.one(), manifest.inputs(), new TreeMap<>());
        return of(new Mixture(manifest.policy().shaping(), seed).mix(weights, edges), previous);
    }

    /** The same with one more file. */
    GenerationContent with(String name, byte[] bytes) {
        GenerationContent more = new GenerationContent(published, files);
        more.files.put(name, bytes);
        return more;
    }

    /** The edges as they are published. */
    EdgeMap published() {
        return published;
    }

    Digests digests() {
        return Digests.of(published);
    }

    /** The bytes of each file by its name. */
    SortedMap<String, byte[]> files() {
        return new TreeMap<>(files);
    }

    /** The SHA-256 of each file by its name. */
    SortedMap<String, String> fileDigests() {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
        return digests;
    }
}
