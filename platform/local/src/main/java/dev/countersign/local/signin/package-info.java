/**
 * Signing in on one machine: an OpenID provider that shows demo people, for nobody but this
 * machine. Enters: a browser, and the console's exchange of its code. Leaves: tokens of the local
 * platform's issuer. Promised: it listens on loopback alone, sends codes to the console alone, and
 * gives a token only for a code with its PKCE verifier, once.
 */
@NullMarked
package dev.countersign.local.signin;

import org.jspecify.annotations.NullMarked;
