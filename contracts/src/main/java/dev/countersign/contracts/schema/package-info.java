/**
 * The published schemas. Enters: JSON. Leaves: what is wrong with it, by the same documents that
 * other teams read. For tests and tools: services read events through the codec, which is faster
 * and no less strict about what a record needs.
 */
@NullMarked
package dev.countersign.contracts.schema;

import org.jspecify.annotations.NullMarked;
