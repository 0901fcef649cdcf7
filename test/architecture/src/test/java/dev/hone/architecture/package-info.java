/** The rules of the house, and the proof that each of them bites. */
@NullMarked
package dev.hone.architecture;

import org.jspecify.annotations.NullMarked;
