/** Talking to a server of Hone's, or of autopgo's: requests, answers and their JSON. */
@NullMarked
package dev.hone.cli.remote;

import org.jspecify.annotations.NullMarked;
