/**
 * Signing in, and the profiles. Enters: a token, or a person at an issuer; what a profile says.
 * Leaves: files in the configuration's folder, which are their owner's alone.
 */
@NullMarked
package dev.countersign.cli.login;

import org.jspecify.annotations.NullMarked;
