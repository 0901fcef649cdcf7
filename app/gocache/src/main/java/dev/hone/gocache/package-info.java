/** The process of the build cache: what go starts, and the daemon that stays. */
@NullMarked
package dev.hone.gocache;

import org.jspecify.annotations.NullMarked;
