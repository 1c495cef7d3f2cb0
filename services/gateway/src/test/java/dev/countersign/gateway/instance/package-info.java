/** Pure parts, without a server. */
@NullMarked
package dev.countersign.gateway.instance;

import org.jspecify.annotations.NullMarked;
