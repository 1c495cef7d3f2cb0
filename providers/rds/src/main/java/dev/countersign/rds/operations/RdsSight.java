package dev.countersign.rds.operations;

import dev.countersign.provider.operation.Sight;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.List;

/** A look at RDS, with the events of what was looked at. */
interface RdsSight extends Sight {
  /** As far back as was asked for, oldest first. */
  List<EventSight> events();
}
