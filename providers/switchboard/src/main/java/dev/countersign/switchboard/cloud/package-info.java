/**
 * The service itself, as tests play it. Enters: requests over HTTP, or by a call. Leaves: answers,
 * and every effect on record. Promised: a client token has one effect, a version is taken once; and
 * a test can hold a request at any moment of its way.
 */
@NullMarked
package dev.countersign.switchboard.cloud;

import org.jspecify.annotations.NullMarked;
