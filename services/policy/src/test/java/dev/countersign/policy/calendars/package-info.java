/** Calendar files, those of others among them. */
@NullMarked
package dev.countersign.policy.calendars;

import org.jspecify.annotations.NullMarked;
