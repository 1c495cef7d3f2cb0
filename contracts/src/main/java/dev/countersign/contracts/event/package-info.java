/**
 * The events: CloudEvents 1.0 attributes, sealed data, and the codec between them and Kafka
 * records. Enters: records of any version that was ever released. Leaves: records of the newest.
 * Promised: what was written once can be read for ever.
 */
@NullMarked
package dev.countersign.contracts.event;

import org.jspecify.annotations.NullMarked;
