/**
 * The pages for people. Enters: what a browser asks for, with a session. Leaves: pages. Promised:
 * everything is asked of the public API with the signed-in person's token, so nobody can do here
 * what the API refuses them.
 */
@NullMarked
package dev.countersign.console;

import org.jspecify.annotations.NullMarked;
