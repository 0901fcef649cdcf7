/** HTTP: routes, limits, who may call what, and answers. */
@NullMarked
package dev.hone.server.http;

import org.jspecify.annotations.NullMarked;
