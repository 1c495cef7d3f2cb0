/**
 * The gateway on a real broker and a real database, with policy and executor played by the tests.
 */
@NullMarked
package dev.countersign.gateway;

import org.jspecify.annotations.NullMarked;
