/**
 * Where the API is, and who asks. Enters: options, environment, the file with the profiles, a local
 * platform. Leaves: a client, and the base of every command that uses it. Promised: options go
 * before the environment, and that before the file; a token is sent only to where it belongs, and
 * is in no message, argument or environment of ours.
 */
@NullMarked
package dev.countersign.cli.session;

import org.jspecify.annotations.NullMarked;
