package dev.hone.kafka;

import dev.hone.base.Setting;

/**
 * How a topic is written to: the parameters of {@code kafka://topic}.
 *
 * @param keyName accepted for gocloud's sake
 */
record TopicSettings(
        @Setting(key = "key_name", fallback = "", doc = "Without effect: the message's key is always the record's key.")
        String keyName) {}
