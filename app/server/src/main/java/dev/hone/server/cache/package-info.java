/** The routes of the build cache that machines share. */
@NullMarked
package dev.hone.server.cache;

import org.jspecify.annotations.NullMarked;
