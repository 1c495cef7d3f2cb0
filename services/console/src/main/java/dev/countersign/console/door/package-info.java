/**
 * What every request passes. Enters: requests. Leaves: those that may go on. Promised: no page
 * without the headers that keep it from being framed, read or scripted by others; no change that
 * another site's page has sent; whoever is not signed in is told so.
 */
@NullMarked
package dev.countersign.console.door;

import org.jspecify.annotations.NullMarked;
