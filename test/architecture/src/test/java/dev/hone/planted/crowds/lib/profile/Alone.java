package dev.hone.planted.crowds.lib.profile;

import dev.hone.planted.Twin;

/** One of few. */
@Twin
record Alone() {}
