/** Consul as a plug: what its catalog lists can be profiled. */
@NullMarked
package dev.hone.consul;

import org.jspecify.annotations.NullMarked;
