/**
 * What the executor's engine and the providers of AWS services have in common. Enters: places,
 * targets, calls. Leaves: listings, sights, answers, and faults as words. Promised: a provider is
 * asked by these interfaces alone, and knows the engine by {@link
 * dev.countersign.provider.Surroundings} alone. See {@code docs/adding-a-provider.md}.
 */
@NullMarked
package dev.countersign.provider;

import org.jspecify.annotations.NullMarked;
