/** The PGO stage: takes in profiles of a fleet, and publishes the profile that a build should use. */
@NullMarked
package dev.hone.pgo;

import org.jspecify.annotations.NullMarked;
