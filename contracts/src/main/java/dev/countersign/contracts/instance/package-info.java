/** A database instance as discovery saw it, and the key that all records about it carry. */
@NullMarked
package dev.countersign.contracts.instance;

import org.jspecify.annotations.NullMarked;
