/** Who calls, and what that caller may do. */
@NullMarked
package dev.hone.server.keys;

import org.jspecify.annotations.NullMarked;
