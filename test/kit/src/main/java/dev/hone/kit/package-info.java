/** Contracts that implementations of a socket are held to, and implementations that fail on purpose. */
@NullMarked
package dev.hone.kit;

import org.jspecify.annotations.NullMarked;
