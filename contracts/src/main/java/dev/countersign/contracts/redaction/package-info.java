/**
 * Secrets in what people and other systems write. Enters: texts and JSON. Leaves: which secrets are
 * in them, or the same without the secrets. Promised: time grows with the length of the text and no
 * faster; what is redacted once stays as it is; ids, ARNs, hashes and resource keys are never
 * changed. Nothing that is signed or hashed is redacted: secrets are refused before that.
 */
@NullMarked
package dev.countersign.contracts.redaction;

import org.jspecify.annotations.NullMarked;
