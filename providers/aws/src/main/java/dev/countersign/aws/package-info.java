/**
 * What reaching any AWS service takes. Enters: what the engine gives a provider. Leaves: the SDK's
 * clients, and failed calls by what they have in common. Promised: no client retries by itself, and
 * the date of every answer is reported.
 */
@NullMarked
package dev.countersign.aws;

import org.jspecify.annotations.NullMarked;
