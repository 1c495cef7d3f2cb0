/**
 * Which services there are. Enters: providers and definitions of the class path. Leaves: what
 * carries out an order. Promised: the engine names no service; what is defined can be carried out.
 */
@NullMarked
package dev.countersign.executor.providers;

import org.jspecify.annotations.NullMarked;
