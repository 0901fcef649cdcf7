package dev.hone.collect;

import java.util.Optional;
import java.util.Set;

/**
 * A request to Pyroscope's {@code /ingest}, but for its body.
 *
 * @param name of the app, with labels in braces
 * @param format which the body is said to be in; empty when the Content-Type tells
 * @param contentType of the body; empty when it is not said
 */
public record IngestRequest(String name, String format, String contentType) {
    private static final String PPROF = "pprof";
    private static final Set<String> OTHER_FORMATS = Set.of("jfr", "trie", "tree", "lines", "groups", "speedscope");

    SeriesLabels labels() {
        return SeriesLabels.ofName(name);
    }

    /** Whether the body is pprof, as Pyroscope decides; what is said to be nothing is its own format of folded lines. */
    boolean isPprof() {
        if (!format.isEmpty() && !format.equals(PPROF) && !OTHER_FORMATS.contains(format)) {
            throw new PushException(PushError.MALFORMED, "format is pprof or one of Pyroscope's others");
        }
        return format.equals(PPROF) || (format.isEmpty() && MultipartForm.isOne(contentType));
    }

    /** The profile in a body that is pprof; empty when there is none. */
    Optional<PushedProfile> profile(byte[] body) {
        byte[] profile = MultipartForm.isOne(contentType)
                ? MultipartForm.read(contentType, body).part("profile").orElse(new byte[0])
                : body;
        return profile.length == 0 ? Optional.empty() : Optional.of(new PushedProfile(labels(), profile));
    }
}
