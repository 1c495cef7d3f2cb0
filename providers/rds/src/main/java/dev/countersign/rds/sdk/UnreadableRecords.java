package dev.countersign.rds.sdk;

import dev.countersign.provider.Place;
import dev.countersign.rds.looks.Describes.Clusters;
import dev.countersign.rds.looks.Describes.Instances;
import dev.countersign.rds.looks.Describes.Seen;
import dev.countersign.rds.looks.Describes.SeenCluster;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Records of RDS's answers that do not say what they are about. They are left out and reported, so
 * that one of them does not hide all others.
 */
final class UnreadableRecords {
  private static final Logger LOG = Logger.getLogger(UnreadableRecords.class);

  private static final List<String> KINDS =
      List.of("DBInstance", "DBSnapshot", "DBCluster", "DBClusterSnapshot", "Event");

  // A listing comes round every few minutes: one line for each is enough.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Those that can be read, and the identifiers of those that cannot. */
  Instances sorted(Place place, List<DBInstance> answer, Instant seenAt) {
    var seen = new ArrayList<Seen>();
    var unreadable = new HashSet<String>();
    for (var db : answer) {
      var instance = db == null ? Optional.<Seen>empty() : seen(place, db, seenAt);
      if (instance.isPresent()) {
        seen.add(instance.get());
      } else {
        var identifier =
            db == null || db.dbInstanceIdentifier() == null
                ? ""
                : db.dbInstanceIdentifier().strip();
        unreadable.add(identifier);
        report(place, "DBInstance", identifier);
      }
    }
    return new Instances(seen, unreadable);
  }

  /** The same of clusters. */
  Clusters clusters(Place place, List<DBCluster> answer, Instant seenAt) {
    var seen = new ArrayList<SeenCluster>();
    var unreadable = new HashSet<String>();
    for (var db : answer) {
      var cluster =
          db == null ? Optional.<SeenCluster>empty() : ClusterMapping.cluster(place, db, seenAt);
      if (cluster.isPresent()) {
        seen.add(cluster.get());
      } else {
        var identifier =
            db == null || db.dbClusterIdentifier() == null ? "" : db.dbClusterIdentifier().strip();
        unreadable.add(identifier);
        report(place, "DBCluster", identifier);
      }
    }
    return new Clusters(seen, unreadable);
  }

  private static Optional<Seen> seen(Place place, DBInstance db, Instant seenAt) {
    return Mapping.instance(place, db, seenAt)
        .map(instance -> new Seen(instance, Mapping.details(db)));
  }

  /** Reports it where there is nothing of it. */
  void report(Place place, String kind, Optional<?> record) {
    if (record.isEmpty()) {
      report(place, kind, "");
    }
  }

  /** From the start there is a count, and it is 0. */
  void count(Place place) {
    KINDS.forEach(kind -> counter(place, kind));
  }

  private static Counter counter(Place place, String kind) {
    return Metrics.counter(
        "countersign.records.unreadable",
        "account",
        place.account(),
        "region",
        place.region(),
        "kind",
        kind);
  }

  private void report(Place place, String kind, String identifier) {
    counter(place, kind).increment();
    if (told.add(place + kind + identifier)) {
      LOG.warnf(
          "%s: RDS listed a %s without what names it (identifier '%s'); it is left out, and what is"
              + " known of it stays",
          place, kind, identifier);
    }
  }
}
