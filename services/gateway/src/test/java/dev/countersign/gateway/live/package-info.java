@NullMarked
package dev.countersign.gateway.live;

import org.jspecify.annotations.NullMarked;
