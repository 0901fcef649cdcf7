package dev.hone.pgo;

import java.io.InputStream;

/**
 * A published profile in one of its forms.
 *
 * @param digest which changes when the bytes do; for {@code ETag}
 * @param generation it is of; 0 for one that another program published
 * @param app whose profile it is: that which was asked for, or one that stands in for it
 * @param length of the body
 * @param body to be read once and closed
 */
public record Artifact(String digest, int generation, AppName app, long length, InputStream body) {}
