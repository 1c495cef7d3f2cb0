/**
 * What every log line carries. Enters: an event, or a correlation id. Leaves: fields of the log.
 */
@NullMarked
package dev.countersign.chassis.telemetry;

import org.jspecify.annotations.NullMarked;
