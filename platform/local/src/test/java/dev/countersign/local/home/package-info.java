/** What is kept is kept, and kept private. */
@NullMarked
package dev.countersign.local.home;

import org.jspecify.annotations.NullMarked;
