/** What operators set. Enters: the environment. Leaves: values that were checked. */
@NullMarked
package dev.countersign.console.settings;

import org.jspecify.annotations.NullMarked;
