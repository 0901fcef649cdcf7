/** What is counted and timed, for Prometheus. */
@NullMarked
package dev.hone.server.metrics;

import org.jspecify.annotations.NullMarked;
