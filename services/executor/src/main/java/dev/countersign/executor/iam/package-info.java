/**
 * The least rights in IAM that the executor needs, as documents to grant in each account. Enters:
 * the operations' definitions, the accounts file, policy's settings. Leaves: JSON. Promised: no AWS
 * call is made, and nothing is granted that no operation declares.
 */
@NullMarked
package dev.countersign.executor.iam;

import org.jspecify.annotations.NullMarked;
