/**
 * What a submission's headers and names mean. Enters: text from a client. Leaves: values, or what
 * is wrong with it. Pure.
 */
@NullMarked
package dev.countersign.gateway.submission.core;

import org.jspecify.annotations.NullMarked;
