package dev.hone.server.pgo;

import dev.hone.server.http.Json;
import dev.hone.server.http.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What is to become of a channel, as it is asked for.
 *
 * @param to a generation, a channel or a digest; empty to stay
 * @param pinned whether publishing leaves it there
 */
record ChannelMove(String to, boolean pinned) {
    /** Reads a request; a word that is misspelt would otherwise let go of a channel that somebody holds. */
    static ChannelMove read(byte[] json) {
        JsonNode tree = tree(json);
        JsonNode to = tree.path("to");
        JsonNode pinned = tree.path("pinned");
        long known = tree.propertyStream()
                .filter(entry -> entry.getKey().equals("to") || entry.getKey().equals("pinned"))
                .count();
        boolean sound = tree.isObject()
                && known == tree.size()
                && (to.isMissingNode() || to.isString())
                && (pinned.isMissingNode() || pinned.isBoolean());
        if (!sound) {
            throw refusal("only these two, a text and true or false, are known");
        }
        return new ChannelMove(to.asString(""), pinned.asBoolean(false));
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.read(json);
        } catch (JacksonException e) {
            throw refusal(e.getOriginalMessage());
        }
    }

    private static Refusal refusal(String reason) {
        return new Refusal(Refusal.Reason.BAD_REQUEST, "send JSON as {\"to\": \"12\", \"pinned\": true}: " + reason);
    }
}
