/** One JSON dialect for everything that is stored, sent or signed. */
@NullMarked
package dev.countersign.contracts.json;

import org.jspecify.annotations.NullMarked;
