/** Pure parts, without a server. */
@NullMarked
package dev.countersign.gateway.operation.core;

import org.jspecify.annotations.NullMarked;
