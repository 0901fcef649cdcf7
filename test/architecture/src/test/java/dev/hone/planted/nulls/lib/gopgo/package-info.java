/** Carries the mark. */
@NullMarked
package dev.hone.planted.nulls.lib.gopgo;

import org.jspecify.annotations.NullMarked;
