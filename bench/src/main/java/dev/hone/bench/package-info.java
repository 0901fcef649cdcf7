/** Measures our programs and other people's, side by side in one run. */
@NullMarked
package dev.hone.bench;

import org.jspecify.annotations.NullMarked;
