/**
 * Which environment a resource belongs to. Enters: a resource and the settings. Leaves: a
 * classification with everything that it was concluded from. Promised: production, unless something
 * known says otherwise. Pure.
 */
@NullMarked
package dev.countersign.policy.core.classification;

import org.jspecify.annotations.NullMarked;
