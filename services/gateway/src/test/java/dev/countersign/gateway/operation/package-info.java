/** Tests of operations as they are shown. */
@NullMarked
package dev.countersign.gateway.operation;

import org.jspecify.annotations.NullMarked;
