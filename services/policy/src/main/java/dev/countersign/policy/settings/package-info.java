/**
 * The settings file. Enters: YAML, at the start and whenever it changes. Leaves: the rulebook in
 * force, and the fact that it changed or that a change was refused. Promised: a file with a mistake
 * in it never takes effect, not even partly, and its mistake is named.
 */
@NullMarked
package dev.countersign.policy.settings;

import org.jspecify.annotations.NullMarked;
