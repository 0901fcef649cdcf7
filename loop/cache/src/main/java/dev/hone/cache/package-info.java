/** Go's build cache: the protocol that go speaks, a store on this machine, and one that machines share. */
@NullMarked
package dev.hone.cache;

import org.jspecify.annotations.NullMarked;
