package dev.hone.nats;

import dev.hone.base.Setting;
import java.util.Locale;
import java.util.Set;

/**
 * How a subject is used: the parameters of a {@code nats://} URL.
 *
 * @param natsv2 as gocloud writes it; anything but true is refused
 * @param jetstream whether a stream keeps what is sent
 * @param queue who shares the messages; for readers, empty for one that gets everything
 */
record NatsSettings(
        @Setting(
                key = "natsv2",
                fallback = "false",
                doc = "Must be `true`: bodies as they are, as gocloud writes them with this.")
        String natsv2,

        @Setting(
                key = "jetstream",
                fallback = "false",
                doc = "Keep messages in a stream of JetStream until they are dealt with.")
        boolean jetstream,

        @Setting(
                key = "queue",
                fallback = "",
                doc = "For readers: those of one queue share the messages; without it each reader gets each message.")
        String queue) {

    /** What Go takes for true; a parameter without a value is gocloud's way to say so. */
    private static final Set<String> TRUE = Set.of("", "1", "t", "true");

    NatsSettings {
        if (!TRUE.contains(natsv2.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("write natsv2=true: without it, gocloud may wrap messages in Go's gob"
                    + " encoding, which only Go reads; the other side needs natsv2=true as well");
        }
        if (!queue.isEmpty() && !queue.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new IllegalArgumentException(
                    "queue must be 1 to 100 letters, digits, dashes and underscores, not '" + queue + "'");
        }
    }
}
