package dev.countersign.contracts.preview;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;

/**
 * Asks the executor what it would find and do.
 *
 * @param request as it would be made; nobody has made it
 * @param classification as policy would decide it
 */
public record PlanQuestion(OperationRequested request, Classification classification) {}
