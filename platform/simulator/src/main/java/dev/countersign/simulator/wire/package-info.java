/**
 * The AWS Query protocol: form bodies in, XML out.
 *
 * <p>Enters: the text of a request. Leaves: {@link Form}, {@link Credential}, and answers as XML.
 * Promised: what an AWS SDK writes is read without loss, and what leaves parses in the AWS SDKs and
 * the AWS CLI as the service's own answers do.
 */
@NullMarked
package dev.countersign.simulator.wire;

import org.jspecify.annotations.NullMarked;
