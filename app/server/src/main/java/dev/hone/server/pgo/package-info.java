/** The routes of the PGO stage: autopgo's, pgo-fleet's and our own. */
@NullMarked
package dev.hone.server.pgo;

import org.jspecify.annotations.NullMarked;
