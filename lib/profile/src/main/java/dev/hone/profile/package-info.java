/** Profiles: formats in and out, the model, and what can be said about one. */
@NullMarked
package dev.hone.profile;

import org.jspecify.annotations.NullMarked;
