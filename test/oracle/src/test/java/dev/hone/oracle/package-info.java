/** Holds what we make of a profile against what google/pprof makes of it. */
@NullMarked
package dev.hone.oracle;

import org.jspecify.annotations.NullMarked;
