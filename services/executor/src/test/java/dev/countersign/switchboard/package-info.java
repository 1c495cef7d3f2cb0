/**
 * A service of AWS that there is not, and its provider: what an engine that knows no service has to
 * be able to carry out. One of its operations has a client token, the other an optimistic lock.
 */
@NullMarked
package dev.countersign.switchboard;

import org.jspecify.annotations.NullMarked;
