/** Laws about {@code deploy/}, and the proof that the checks notice what breaks them. */
@NullMarked
package dev.countersign.deploy;

import org.jspecify.annotations.NullMarked;
