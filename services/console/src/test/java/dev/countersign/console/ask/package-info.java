/** Forms, without a server. */
@NullMarked
package dev.countersign.console.ask;

import org.jspecify.annotations.NullMarked;
