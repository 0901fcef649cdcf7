/** Tests of whole processes: the launcher of a checkout, and the release. */
@NullMarked
package dev.hone.e2e;

import org.jspecify.annotations.NullMarked;
