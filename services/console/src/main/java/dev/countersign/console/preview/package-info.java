/** What would happen, as people read it. Enters: the API's preview. Leaves: a part of a page. */
@NullMarked
package dev.countersign.console.preview;

import org.jspecify.annotations.NullMarked;
