/**
 * The service as the broker sees it: its connection, its rights, its lag. Enters: {@code kafka.*},
 * which every client of a service takes its connection and its login from. Leaves: readiness, and
 * the refusal to run with rights that are not those of {@link
 * dev.countersign.contracts.KafkaRights}.
 */
@NullMarked
package dev.countersign.chassis.broker;

import org.jspecify.annotations.NullMarked;
