/**
 * The operation catalogue: what can be asked for, with which parameters, and how the states of an
 * operation follow each other.
 */
@NullMarked
package dev.countersign.contracts.operation;

import org.jspecify.annotations.NullMarked;
