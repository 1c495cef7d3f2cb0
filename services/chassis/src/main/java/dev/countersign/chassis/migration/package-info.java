/** Database migrations, run before a service starts and never by it. */
@NullMarked
package dev.countersign.chassis.migration;

import org.jspecify.annotations.NullMarked;
