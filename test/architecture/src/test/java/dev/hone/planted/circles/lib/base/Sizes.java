package dev.hone.planted.circles.lib.base;

import dev.hone.planted.Fault;
import dev.hone.planted.circles.lib.profile.Sample;

/** A room that knows another … */
@Fault
record Sizes(Sample used) {}
