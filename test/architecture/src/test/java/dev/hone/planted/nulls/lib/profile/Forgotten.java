package dev.hone.planted.nulls.lib.profile;

import dev.hone.planted.Fault;

/** In a package whose package-info says the opposite. */
@Fault
record Forgotten() {}
