package dev.hone.pgo;

import java.time.Instant;

/**
 * An app in a list.
 *
 * @param app its name
 * @param size of its published profile, in bytes
 * @param lastModified when that was published
 */
public record AppSummary(AppName app, long size, Instant lastModified) {}
