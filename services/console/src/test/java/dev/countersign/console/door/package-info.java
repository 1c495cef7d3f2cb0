/** The door, without a server. */
@NullMarked
package dev.countersign.console.door;

import org.jspecify.annotations.NullMarked;
