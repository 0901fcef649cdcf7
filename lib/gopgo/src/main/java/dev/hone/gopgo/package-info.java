/** What the Go compiler sees of a profile, and what it would do with it. */
@NullMarked
package dev.hone.gopgo;

import org.jspecify.annotations.NullMarked;
