package dev.hone.collect;

import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads series of profiles from protobuf's JSON, Pyroscope's and Parca's: Parca's labels are one level deeper.
 *
 * <p>Names may be as in the schema or in camel case, and bytes in either alphabet of Base64, as protobuf.dev/programming-guides/json
 * says.
 */
final class SeriesJson {
    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 96 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .build();

    private final SeriesList list = new SeriesList();

    private SeriesJson() {}

    static List<PushedProfile> read(byte[] body) {
        return new SeriesJson().request(tree(body));
    }

    /** An object of JSON; what is none is refused. */
    static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
            throw bad("it is no object");
        } catch (JacksonException e) {
            throw bad(e.getOriginalMessage());
        }
    }

    private List<PushedProfile> request(JsonNode request) {
        for (JsonNode each : array(request, "series")) {
            SeriesList.Series series = list.begin();
            JsonNode labels = each.path("labels");
            for (JsonNode label : labels.isObject() ? array(labels, "labels") : array(each, "labels")) {
                series.label(
                        label.path("name").asString(""), label.path("value").asString(""));
            }
            for (JsonNode sample : array(each, "samples")) {
                JsonNode profile = sample.path("rawProfile");
                series.sample(bytes(profile.isMissingNode() ? sample.path("raw_profile") : profile));
            }
            series.end();
        }
        return list.profiles();
    }

    private static JsonNode array(JsonNode parent, String name) {
        JsonNode found = parent.path(name);
        if (found.isArray() || found.isMissingNode() || found.isNull()) {
            return found;
        }
        throw bad("'" + name + "' is no array");
    }

    static byte[] bytes(JsonNode node) {
        try {
            return Base64.getDecoder()
                    .decode(node.asString("").replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw bad("a profile is not in Base64: " + e.getMessage());
        }
    }

    private static PushException bad(String what) {
        return new PushException(PushError.MALFORMED, "the JSON cannot be read: " + what);
    }
}
