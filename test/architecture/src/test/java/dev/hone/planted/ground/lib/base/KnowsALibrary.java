package dev.hone.planted.ground.lib.base;

import dev.hone.planted.Fault;
import dev.hone.planted.ground.lib.profile.Profile;

/** The ground floor resting on what stands on it. */
@Fault
record KnowsALibrary(Profile used) {}
