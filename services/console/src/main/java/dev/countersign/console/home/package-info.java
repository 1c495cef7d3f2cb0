/** The start page: what a person has to do today. Enters: the API's lists. Leaves: a page. */
@NullMarked
package dev.countersign.console.home;

import org.jspecify.annotations.NullMarked;
