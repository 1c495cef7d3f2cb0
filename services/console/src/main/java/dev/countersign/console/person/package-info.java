/**
 * Who is signed in. Enters: the session's tokens. Leaves: the person, and the API with their token.
 */
@NullMarked
package dev.countersign.console.person;

import org.jspecify.annotations.NullMarked;
