/** The pieces of the supervisor that need no process. */
@NullMarked
package dev.countersign.local.run;

import org.jspecify.annotations.NullMarked;
