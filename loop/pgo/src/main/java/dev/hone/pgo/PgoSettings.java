package dev.hone.pgo;

import dev.hone.profile.ProfileLimits;

/**
 * How the stage is set up in a process.
 *
 * @param limits of one profile
 * @param cacheBytes of segments that are kept in memory
 * @param mixed whether servers and workers of another program share the store
 * @param tool what manifests name as their maker, as {@code hone 1.0}
 */
public record PgoSettings(ProfileLimits limits, long cacheBytes, boolean mixed, String tool) {}
