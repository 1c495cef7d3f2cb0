/**
 * Verification from outside: nothing here asks the service whether it is right. Enters: a
 * checkpoint, a key that was got another way, and the ledger's tiles, from a folder or over HTTP.
 * Leaves: what was verified, or where the ledger is broken. Promised: only what the key signed and
 * the hashes bear out is called verified.
 */
@NullMarked
package dev.countersign.audit.verify;

import org.jspecify.annotations.NullMarked;
