/**
 * What would happen. Enters: the body of {@code POST /api/operations}. Leaves: the verdict with its
 * rules, what would change and come along, what stands against it, as RDS shows it now. Promised:
 * nothing is stored, published, signed or done; who would decide and who would carry it out are
 * asked, over HTTP, and where one of them does not answer in time there is no answer here either.
 */
@NullMarked
package dev.countersign.gateway.preview;

import org.jspecify.annotations.NullMarked;
