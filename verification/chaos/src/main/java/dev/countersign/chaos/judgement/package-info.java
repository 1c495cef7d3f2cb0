/**
 * The judgement of a chaos run, which asks nobody and waits for nothing. Enters: what clients were
 * told, the ledger's entries, and what RDS wrote down of its effects. Leaves: which operations
 * break which promise. Promised: nothing here is the product's own code for what it judges.
 */
@NullMarked
package dev.countersign.chaos.judgement;

import org.jspecify.annotations.NullMarked;
