/**
 * Classes with faults on purpose, a plot for each rule: {@code <plot>.<group>.<module>}. What carries neither mark is there
 * to be used by the others.
 */
@NullMarked
package dev.hone.planted;

import org.jspecify.annotations.NullMarked;
