/**
 * What the edge makes of paths, headers and addresses. Enters: text from clients, none of it
 * trusted. Leaves: values that are safe to log, to store and to pass on. Pure.
 */
@NullMarked
package dev.countersign.gateway.edge.core;

import org.jspecify.annotations.NullMarked;
