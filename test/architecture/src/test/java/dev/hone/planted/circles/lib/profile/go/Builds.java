package dev.hone.planted.circles.lib.profile.go;

import dev.hone.planted.Fault;
import dev.hone.planted.circles.lib.base.text.Words;

/** … which knows the first, by other packages. */
@Fault
record Builds(Words used) {}
