package dev.countersign.provider;

import dev.countersign.provider.operation.Sight;
import java.util.concurrent.CompletableFuture;

/** A target, and who waits for its sight. */
public record Watch(Target target, CompletableFuture<Sight> sight) {}
