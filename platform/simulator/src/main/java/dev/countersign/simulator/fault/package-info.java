/**
 * Trouble on order: rules that make calls fail, and a limit on how many calls there may be.
 *
 * <p>Enters: rules from the admin API, and every call that might meet one. Leaves: the kinds of
 * trouble that a call meets. Promised: a rule with a count strikes exactly that often, also under
 * many calls at once; after a restart there are no rules.
 */
@NullMarked
package dev.countersign.simulator.fault;

import org.jspecify.annotations.NullMarked;
