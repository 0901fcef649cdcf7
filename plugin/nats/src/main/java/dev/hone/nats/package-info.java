/** NATS: subjects, and streams of JetStream, as event buses. */
@NullMarked
package dev.hone.nats;

import org.jspecify.annotations.NullMarked;
