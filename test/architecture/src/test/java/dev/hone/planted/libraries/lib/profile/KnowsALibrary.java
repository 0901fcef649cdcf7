package dev.hone.planted.libraries.lib.profile;

import dev.hone.planted.Twin;
import dev.hone.planted.libraries.lib.base.Sizes;

/** A library that knows another. */
@Twin
record KnowsALibrary(Sizes used) {}
