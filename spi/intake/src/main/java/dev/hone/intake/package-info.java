/** Receivers of profiles: in this process, or over HTTP. */
@NullMarked
package dev.hone.intake;

import org.jspecify.annotations.NullMarked;
