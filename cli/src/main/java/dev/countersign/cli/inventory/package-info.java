/**
 * What there is, and what may be done with it. Enters: a name, or filters. Leaves: instances,
 * resources, the catalogue, freezes. Promised: policy's own answers, with their reasons.
 */
@NullMarked
package dev.countersign.cli.inventory;

import org.jspecify.annotations.NullMarked;
