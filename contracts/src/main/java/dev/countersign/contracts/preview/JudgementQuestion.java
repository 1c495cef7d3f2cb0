package dev.countersign.contracts.preview;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.Resource;

/**
 * Asks policy what it would decide.
 *
 * @param request as it would be made; nobody has made it
 * @param resource the one that it names, as it was seen last
 */
public record JudgementQuestion(OperationRequested request, Resource resource) {}
