/** The {@code hone} commands: words in, tables or JSON out. */
@NullMarked
package dev.hone.cli;

import org.jspecify.annotations.NullMarked;
