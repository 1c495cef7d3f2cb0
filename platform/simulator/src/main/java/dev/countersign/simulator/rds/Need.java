package dev.countersign.simulator.rds;

import java.util.Map;

/**
 * One question to IAM: may this be done on that. A call is allowed when all of its questions are.
 *
 * @param permission for example {@code rds:StopDBInstance}
 * @param tags of the resource, empty for one that is not there yet
 */
public record Need(String permission, String resource, Map<String, String> tags) {}
