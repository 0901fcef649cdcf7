/** Kubernetes as a plug: pods that can be profiled. */
@NullMarked
package dev.hone.kubernetes;

import org.jspecify.annotations.NullMarked;
