package dev.hone.planted.cycles.lib.profile;

import dev.hone.planted.Twin;
import dev.hone.planted.cycles.lib.base.Hen;

/** Uses a package that is part of a cycle. */
@Twin
record Farmer(Hen used) {}
