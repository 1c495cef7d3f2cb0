/**
 * Chaos: the whole platform under load while its processes die, freeze and are lied to. Enters: how
 * much of it, and a seed. Leaves: a verdict, counted against what RDS itself wrote down. Promised:
 * bounded in time, on a data folder of its own, and nothing is left running.
 */
@NullMarked
package dev.countersign.chaos;

import org.jspecify.annotations.NullMarked;
