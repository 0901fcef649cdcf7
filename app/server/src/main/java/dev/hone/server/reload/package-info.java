/** Files that are read again when they change. */
@NullMarked
package dev.hone.server.reload;

import org.jspecify.annotations.NullMarked;
