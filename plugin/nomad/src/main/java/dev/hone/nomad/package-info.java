/** Nomad as a plug: what its services register can be profiled. */
@NullMarked
package dev.hone.nomad;

import org.jspecify.annotations.NullMarked;
