/**
 * What policy tells the gateway of roles. Enters: the settings' roles. Leaves: the groups that give
 * one. Promised: read over HTTP, by services of ours alone; nothing is decided by it but who may
 * look.
 */
@NullMarked
package dev.countersign.contracts.role;

import org.jspecify.annotations.NullMarked;
