/** Blobs: whole byte strings under keys, kept somewhere that outlives the process. */
@NullMarked
package dev.hone.blob;

import org.jspecify.annotations.NullMarked;
