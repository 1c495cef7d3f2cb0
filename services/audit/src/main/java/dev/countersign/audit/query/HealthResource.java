package dev.countersign.audit.query;

import dev.countersign.audit.sequencer.SequencerState;
import dev.countersign.contracts.json.Times;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How the ledger is doing, and everything that it noticed and should not be. */
@Authenticated
@Path("/api/ledger/health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  /** {@code kind} has few values other than event, so this stays small however large it grows. */
  private static final String COUNTS =
      """
      select b.type, count(*) as found from entries e join bodies b on b.index = e.index
      where e.kind <> 'event' group by b.type
      """;

  private static final String NEWEST =
      """
      select e.index, e.kind, e.leaf_hash, e.recorded_at, b.bytes
      from entries e join bodies b on b.index = e.index
      where e.kind <> 'event' order by e.index desc limit 100
      """;

  private final Pool pool;
  private final SequencerState state;

  @Inject
  HealthResource(Pool pool, SequencerState state) {
    this.pool = pool;
    this.state = state;
  }

  /**
   * @param findings how many of each kind, over all time
   * @param newest the newest 100 findings, newest first
   */
  record Health(
      String role,
      long lag,
      @Nullable String lastAppendAt,
      Map<String, Long> findings,
      List<EntryRow> newest) {}

  /** The state of this replica and the findings of all. */
  @GET
  public Uni<Health> health() {
    var counts = pool.query(COUNTS).execute();
    var newest = pool.query(NEWEST).execute();
    return Uni.combine()
        .all()
        .unis(counts, newest)
        .asTuple()
        .map(both -> {
          var findings = new TreeMap<String, Long>();
          for (var row : both.getItem1()) {
            findings.put(row.getString("type"), row.getLong("found"));
          }
          var rows =
              StreamSupport.stream(both.getItem2().spliterator(), false).map(EntryRow::of).toList();
          var now = state.now();
          var at = now.lastAppendAt();
          return new Health(
              now.role().name(), now.lag(), at == null ? null : Times.text(at), findings, rows);
        });
  }
}
