/** What can be set from outside, checked at the start. */
@NullMarked
package dev.countersign.gateway.settings;

import org.jspecify.annotations.NullMarked;
