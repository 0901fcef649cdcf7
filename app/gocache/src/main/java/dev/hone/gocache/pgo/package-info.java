/** Foretells what profiles make go compile: which packages anew, and how often. */
@NullMarked
package dev.hone.gocache.pgo;

import org.jspecify.annotations.NullMarked;
