/** What every room stands on: error codes, sizes, durations, configuration and progress. */
@NullMarked
package dev.hone.base;

import org.jspecify.annotations.NullMarked;
