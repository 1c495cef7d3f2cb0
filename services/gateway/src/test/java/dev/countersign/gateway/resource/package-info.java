/** Pure parts, without a server. */
@NullMarked
package dev.countersign.gateway.resource;

import org.jspecify.annotations.NullMarked;
