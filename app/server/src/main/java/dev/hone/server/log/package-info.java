/** Log lines, for people or for programs. */
@NullMarked
package dev.hone.server.log;

import org.jspecify.annotations.NullMarked;
