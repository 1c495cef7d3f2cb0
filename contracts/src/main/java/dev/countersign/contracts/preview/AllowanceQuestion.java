package dev.countersign.contracts.preview;

import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Resource;
import java.util.List;

/**
 * Asks policy what somebody may do.
 *
 * @param resources as they were seen last
 */
public record AllowanceQuestion(Requester requester, List<Resource> resources) {
  public AllowanceQuestion {
    resources = List.copyOf(resources);
  }
}
