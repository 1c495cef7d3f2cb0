/** The door, without a server. */
@NullMarked
package dev.countersign.gateway.edge;

import org.jspecify.annotations.NullMarked;
