/** The children are killed for real, and what they had acknowledged has to be there again. */
@NullMarked
package dev.countersign.embedded;

import org.jspecify.annotations.NullMarked;
