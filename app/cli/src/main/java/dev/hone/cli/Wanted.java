package dev.hone.cli;

import dev.hone.cli.remote.Request;

/**
 * Which published profile is wanted, and in which form.
 *
 * @param channel that points at it; empty for the usual one
 * @param digest that it must have; empty for any
 * @param generation its number; 0 for any
 */
record Wanted(String app, String channel, String digest, int generation, String form) {
    static final String CANONICAL = "canonical";

    /** What builds use unless they ask for something else. */
    static Wanted usual(String app) {
        return new Wanted(app, "", "", 0, CANONICAL);
    }

    /** The one that a word names: a generation's number, a digest of 12 digits or more, or else a channel. */
    static Wanted named(String app, String word) {
        boolean number = word.matches("[1-9][0-9]{0,8}");
        boolean digest = !number && word.matches("[0-9a-f]{12,64}");
        return new Wanted(
                app, number || digest ? "" : word, digest ? word : "", number ? Integer.parseInt(word) : 0, CANONICAL);
    }

    Wanted in(String otherForm) {
        return new Wanted(app, channel, digest, generation, otherForm);
    }

    /** Whether a server that knows neither channels nor generations would hand out something else. */
    boolean isSpecial() {
        return !(channel.isEmpty() || channel.equals("stable"))
                || !digest.isEmpty()
                || generation > 0
                || !form.equals(CANONICAL);
    }

    Request request() {
        return Request.get("api", "profile", app)
                .parameter("channel", channel)
                .parameter("digest", digest)
                .parameter("generation", generation == 0 ? "" : Integer.toString(generation))
                .parameter("form", form.equals(CANONICAL) ? "" : form);
    }
}
