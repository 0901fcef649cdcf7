package dev.hone.collect;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What Pyroscope's clients ask for when they want the profile that a Go build should use.
 *
 * @param app whose profile it is
 */
/*
 * grafana/pyroscope, api/querier/v1/querier.proto: SelectMergeStacktracesRequest and SelectMergeProfileRequest share fields 1
 * (profile_typeID) and 2 (label_selector); the former has 6 (format). Times, limits and the selector of stacks are accepted and
 * of no effect: there is one published profile, and it is ready for builds.
 */
public record ProfileQuery(String app) {
    private static final String CPU = "process_cpu:";
    private static final long PPROF = 4;

    /** Which of the two questions it is. */
    public enum Question {
        /** {@code SelectMergeStacktraces}. */
        STACKTRACES,
        /** {@code SelectMergeProfile}, which older clients ask. */
        PROFILE
    }

    /** Reads a request that is a protocol buffer. */
    public static ProfileQuery ofProto(Question question, byte[] body) {
        String type = "";
        String selector = "";
        long format = 0;
        ProtoFields fields = ProtoFields.of(body);
        while (fields.next()) {
            if (fields.isBytes(1)) {
                type = fields.text();
            } else if (fields.isBytes(2)) {
                selector = fields.text();
            } else if (fields.isNumber(6)) {
                format = fields.number();
            }
        }
        return of(type, selector, question == Question.PROFILE || format == PPROF);
    }

    /** Reads a request in protobuf's JSON. */
    public static ProfileQuery ofJson(Question question, byte[] body) {
        JsonNode tree = SeriesJson.tree(body);
        JsonNode type = tree.path("profileTypeID");
        JsonNode selector = tree.path("labelSelector");
        JsonNode format = tree.path("format");
        return of(
                (type.isMissingNode() ? tree.path("profile_typeID") : type).asString(""),
                (selector.isMissingNode() ? tree.path("label_selector") : selector).asString(""),
                question == Question.PROFILE
                        || format.asString("").equals("PROFILE_FORMAT_PPROF")
                        || format.asLong(0) == PPROF);
    }

    private static ProfileQuery of(String type, String selector, boolean pprof) {
        if (!pprof) {
            throw new PushException(
                    PushError.UNSUPPORTED, "only profiles are answered here: ask for PROFILE_FORMAT_PPROF");
        }
        if (!type.startsWith(CPU)) {
            throw new PushException(
                    PushError.UNSUPPORTED,
                    "only CPU profiles are kept here: ask for process_cpu:cpu:nanoseconds:cpu:nanoseconds");
        }
        List<LabelText.Matcher> matchers = LabelText.selector(selector).matchers();
        if (matchers.size() != 1
                || !matchers.getFirst().label().equals("service_name")
                || !matchers.getFirst().operator().equals("=")) {
            throw new PushException(
                    PushError.BAD_LABELS,
                    "there is one profile for each app, of all its instances: ask for {service_name=\"app\"} and "
                            + "nothing else");
        }
        return new ProfileQuery(SeriesLabels.app(matchers.getFirst().value()));
    }
}
