/** Any request of the API. Enters: method and path. Leaves: the answer as it came. */
@NullMarked
package dev.countersign.cli.raw;

import org.jspecify.annotations.NullMarked;
