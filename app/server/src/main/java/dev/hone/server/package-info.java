/** The process that serves: its commands, and how it is put together. */
@NullMarked
package dev.hone.server;

import org.jspecify.annotations.NullMarked;
