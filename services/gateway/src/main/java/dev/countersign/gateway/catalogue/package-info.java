/**
 * The operations that can be asked for. Enters: nothing. Leaves: the catalogue, and the API's own
 * description.
 */
@NullMarked
package dev.countersign.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
