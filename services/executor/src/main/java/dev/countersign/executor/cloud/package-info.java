/**
 * What the executor wants of AWS, without a word of how it is asked. Enters: sessions, calls and
 * looks that are wanted. Leaves: answers, faults in words, and what time it is there. Promised: a
 * call is sent once or not at all, and what is not known to be without effect is unanswered. The
 * package {@code aws} keeps it with STS and the providers, the simulation with services of its own.
 */
@NullMarked
package dev.countersign.executor.cloud;

import org.jspecify.annotations.NullMarked;
