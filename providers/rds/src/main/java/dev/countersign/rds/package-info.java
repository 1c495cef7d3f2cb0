/**
 * Amazon RDS as the engine finds it. Enters: nothing but what the engine gives every provider.
 * Leaves: its operations, its rights, and a connection.
 */
@NullMarked
package dev.countersign.rds;

import org.jspecify.annotations.NullMarked;
