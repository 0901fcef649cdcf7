/** Profiles of the serving process itself, for who is on its machine. */
@NullMarked
package dev.hone.server.debug;

import org.jspecify.annotations.NullMarked;
