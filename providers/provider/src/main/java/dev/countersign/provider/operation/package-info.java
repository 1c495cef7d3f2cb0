/**
 * The words in which an operation is decided: the order, what a look says about it, what came of
 * its call. Enters: approved orders and sights. Leaves: checks, calls, findings. Promised: pure; no
 * I/O, no clock, no random, no word about any particular service.
 */
@NullMarked
package dev.countersign.provider.operation;

import org.jspecify.annotations.NullMarked;
