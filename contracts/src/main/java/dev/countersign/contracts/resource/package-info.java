/** Resources as discovery saw them, and the key that all records about them carry. */
@NullMarked
package dev.countersign.contracts.resource;

import org.jspecify.annotations.NullMarked;
