/** Kafka: topics as event buses. */
@NullMarked
package dev.hone.kafka;

import org.jspecify.annotations.NullMarked;
