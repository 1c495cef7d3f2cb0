/** What waits for people. Enters: the API's inbox. Leaves: a page. */
@NullMarked
package dev.countersign.console.approval;

import org.jspecify.annotations.NullMarked;
