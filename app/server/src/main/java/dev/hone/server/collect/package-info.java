/** The routes of the collect stage. */
@NullMarked
package dev.hone.server.collect;

import org.jspecify.annotations.NullMarked;
