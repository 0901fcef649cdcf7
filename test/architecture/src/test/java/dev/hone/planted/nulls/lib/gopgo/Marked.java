package dev.hone.planted.nulls.lib.gopgo;

import dev.hone.planted.Twin;

/** In a package that is marked. */
@Twin
record Marked() {}
