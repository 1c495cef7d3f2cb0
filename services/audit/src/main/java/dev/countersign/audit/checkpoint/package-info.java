/**
 * What the ledger signs, in C2SP's tlog-checkpoint and signed-note formats. Enters: a size and a
 * root. Leaves: a text that public tools verify. Promised: exactly these bytes are signed, and
 * nothing that does not verify is read.
 */
@NullMarked
package dev.countersign.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
