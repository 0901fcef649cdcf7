/** The collect stage: takes profiles of running instances, spares them, and hands the profiles in. */
@NullMarked
package dev.hone.collect;

import org.jspecify.annotations.NullMarked;
