package dev.hone.planted.circles.app.cli;

import dev.hone.planted.Twin;
import dev.hone.planted.circles.lib.profile.Sample;

/** Uses a room that is part of a circle. */
@Twin
record Table(Sample used) {}
