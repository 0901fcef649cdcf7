/** Tokens of OpenID Connect, by which jobs of a CI system show who they are. */
@NullMarked
package dev.hone.server.oidc;

import org.jspecify.annotations.NullMarked;
