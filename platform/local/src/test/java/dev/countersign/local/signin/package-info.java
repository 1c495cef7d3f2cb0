/** The sign-in of one machine, over HTTP. */
@NullMarked
package dev.countersign.local.signin;

import org.jspecify.annotations.NullMarked;
