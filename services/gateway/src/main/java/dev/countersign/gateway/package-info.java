/**
 * The gateway: where people and programs ask for operations and see what became of them. Enters:
 * HTTP requests with bearer tokens, and the events of policy and executor. Leaves: request events,
 * and views. Promised: an operation that was answered with a 2xx is durable; the gateway can ask
 * for things and never decide or do them.
 */
@NullMarked
package dev.countersign.gateway;

import org.jspecify.annotations.NullMarked;
