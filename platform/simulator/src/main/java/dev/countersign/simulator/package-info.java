/**
 * Amazon RDS and STS in one small process, for everything that is tested without AWS.
 *
 * <p>Enters: a command line. Leaves: a listening port. Promised: what is answered has happened and
 * is on disk; see the README.
 */
@NullMarked
package dev.countersign.simulator;

import org.jspecify.annotations.NullMarked;
