/**
 * From a Kafka record to a ledger entry, as pure functions. Enters: any record, readable or not.
 * Leaves: the entry's bytes, which are what is hashed, and the columns that it is found by.
 * Promised: every record has an entry, of at most 65,535 bytes, from which (with the content beside
 * it, where it is too large) the record's key, CloudEvents headers and exact value can be had back.
 */
@NullMarked
package dev.countersign.audit.entry;

import org.jspecify.annotations.NullMarked;
