/** The frame of Hone's commands: words in, a command found and run, text and an exit code out. */
@NullMarked
package dev.hone.command;

import org.jspecify.annotations.NullMarked;
