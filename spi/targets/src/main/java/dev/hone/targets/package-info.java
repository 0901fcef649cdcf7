/** Running instances of programs that can be profiled, and where they are found. */
@NullMarked
package dev.hone.targets;

import org.jspecify.annotations.NullMarked;
