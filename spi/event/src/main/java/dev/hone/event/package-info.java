/** Events: small messages that make things prompt, from whoever did something to whoever acts on it. */
@NullMarked
package dev.hone.event;

import org.jspecify.annotations.NullMarked;
