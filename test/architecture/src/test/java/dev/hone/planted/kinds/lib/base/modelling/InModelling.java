package dev.hone.planted.kinds.lib.base.modelling;

import dev.hone.planted.Twin;

/** In a package named after a feature. */
@Twin
record InModelling() {}
