/**
 * What is under {@code deploy/}. Enters: manifests as they are rendered, and schemas in our own
 * words. Leaves: complaints, each with its place. Promised: a field that no schema mentions is a
 * complaint, wherever it is.
 */
@NullMarked
package dev.countersign.deploy;

import org.jspecify.annotations.NullMarked;
