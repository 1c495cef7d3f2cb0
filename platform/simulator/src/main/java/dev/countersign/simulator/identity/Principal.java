package dev.countersign.simulator.identity;

import org.jspecify.annotations.Nullable;

/** Whoever made a call, and the session it was made in, if any. */
public record Principal(
    String account, String arn, String userId, String accessKeyId, @Nullable Session session) {}
