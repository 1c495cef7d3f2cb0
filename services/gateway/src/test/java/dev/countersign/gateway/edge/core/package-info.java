/** Pure parts, without a server. */
@NullMarked
package dev.countersign.gateway.edge.core;

import org.jspecify.annotations.NullMarked;
