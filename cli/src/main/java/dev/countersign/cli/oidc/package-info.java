/**
 * OpenID Connect, as far as a command line needs it: authorization code with PKCE over a loopback
 * address (RFC 8252), device code (RFC 8628), refresh. Enters: an issuer and a client id. Leaves:
 * tokens. Promised: an issuer is reached over HTTPS, or on this machine; no token is in a message.
 */
@NullMarked
package dev.countersign.cli.oidc;

import org.jspecify.annotations.NullMarked;
