/**
 * STS, and the way to the providers. Enters: what to look at, and the one call to make. Leaves:
 * sights and typed answers. Promised: a mutating call is sent once, within its approval, at the
 * place's pace, by a session that allows nothing else; which service it is for, only its provider
 * knows.
 */
@NullMarked
package dev.countersign.executor.aws;

import org.jspecify.annotations.NullMarked;
