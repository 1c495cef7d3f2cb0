/**
 * RDS and STS. The only package that sees the AWS SDK. Enters: what to look at, and the one call to
 * make. Leaves: our own records, and typed answers. Promised: a mutating call is sent once, with
 * the SDK's retries off; every answer is classified as accepted, refused without effect, or
 * unanswered.
 */
@NullMarked
package dev.countersign.rds.sdk;

import org.jspecify.annotations.NullMarked;
