package dev.hone.planted.hidden.lib.profile;

import dev.hone.planted.Twin;
import dev.hone.planted.hidden.lib.base.Needed;

/** Uses a type of another package. */
@Twin
record Needs(Needed used) {}
