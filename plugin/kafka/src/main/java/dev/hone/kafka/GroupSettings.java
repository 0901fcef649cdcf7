package dev.hone.kafka;

import dev.hone.base.Setting;

/**
 * How topics are read: the parameters of {@code kafka://group?topic=t} beside {@code topic}, which repeats.
 *
 * @param offset where a group begins that was never there
 */
record GroupSettings(
        @Setting(key = "topic", fallback = "", doc = "What to read; may be given several times.")
        String topic,

        @Setting(
                key = "offset",
                fallback = "oldest",
                doc = "Where a group begins that has read nothing yet: `oldest` or `newest`.")
        Offset offset) {

    /** Where to begin. */
    enum Offset {
        OLDEST("earliest"),
        NEWEST("latest");

        private final String kafkas;

        Offset(String kafkas) {
            this.kafkas = kafkas;
        }

        /** What Kafka calls it. */
        String kafkas() {
            return kafkas;
        }
    }
}
