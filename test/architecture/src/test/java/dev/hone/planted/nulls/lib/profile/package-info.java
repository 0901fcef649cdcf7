/** Says the opposite. */
@NullUnmarked
package dev.hone.planted.nulls.lib.profile;

import org.jspecify.annotations.NullUnmarked;
