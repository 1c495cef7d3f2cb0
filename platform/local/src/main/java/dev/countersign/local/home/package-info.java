/**
 * The data folder: everything that survives a restart.
 *
 * <p>Enters: a path. Leaves: passwords, keys, ports and settings, made on the first start and kept.
 * Promised: what is secret can be read by its owner alone, and no file is ever half written.
 */
@NullMarked
package dev.countersign.local.home;

import org.jspecify.annotations.NullMarked;
