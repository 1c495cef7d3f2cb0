package dev.countersign.executor.sweep;

import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.executor.operations.Wanted;
import java.time.Instant;

/**
 * What to look at.
 *
 * @param identifier the instance's identifier; events know it by that alone
 * @param since events are needed back to some time before this
 */
public record Target(InstanceKey instance, String identifier, Wanted wanted, Instant since) {}
