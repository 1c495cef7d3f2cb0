/** Pure parts, without a server. */
@NullMarked
package dev.countersign.gateway.submission.core;

import org.jspecify.annotations.NullMarked;
