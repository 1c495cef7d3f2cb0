/**
 * The instances that can be operated on, as the executor's discovery told. Enters: the compacted
 * resources topic, and what people call an instance. Leaves: one instance, or why there is not
 * exactly one.
 */
@NullMarked
package dev.countersign.gateway.resource;

import org.jspecify.annotations.NullMarked;
