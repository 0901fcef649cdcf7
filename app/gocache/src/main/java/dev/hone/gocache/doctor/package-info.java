/** Finds out why builds miss: what go hashes into the keys of two builds, compared. */
@NullMarked
package dev.hone.gocache.doctor;

import org.jspecify.annotations.NullMarked;
