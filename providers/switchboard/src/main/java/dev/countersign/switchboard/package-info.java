/**
 * A service that AWS does not have, as the executor reaches it. Enters: what the engine asks a
 * provider. Leaves: lines as resources, and what became of calls. Promised: each call is sent once,
 * and what is not known to be without effect is unanswered. See {@code docs/adding-a-provider.md}.
 */
@NullMarked
package dev.countersign.switchboard;

import org.jspecify.annotations.NullMarked;
