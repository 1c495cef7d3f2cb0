package dev.countersign.simulator.rds;

import java.util.List;
import java.util.function.BiFunction;

/**
 * One action of RDS.
 *
 * @param mutating whether it has an effect when it succeeds
 * @param resources the ARNs that IAM asks about: each of them has to be allowed
 */
public record Action(
    String name,
    boolean mutating,
    BiFunction<Call, Region, List<String>> resources,
    BiFunction<Call, Region, Outcome> effect) {}
