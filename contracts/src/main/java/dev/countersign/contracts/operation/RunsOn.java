package dev.countersign.contracts.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.countersign.contracts.resource.InstanceStatus;
import dev.countersign.contracts.resource.InstanceStatus.Nature;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances take an operation. RDS has the last word: where it refuses a call because of the
 * state, nothing was done, and the operation waits for another try.
 *
 * @param statuses in which the call is made; {@code any} alone where the status does not matter
 * @param mends in which the call is made, too, and is what mends the instance
 * @param rdsCustom whether RDS offers it on instances of RDS Custom
 * @param clusterDecides where it belongs to an instance's cluster; null where members take it
 */
public record RunsOn(
    Set<String> statuses,
    Set<String> mends,
    boolean rdsCustom,
    @Nullable ClusterDecides clusterDecides) {
  private static final Set<String> ANY = Set.of("any");

  /** What becomes of an operation on an instance in a given state. */
  public enum Treatment {
    /** The call is made. */
    RUNS,
    /** The call is made, and is what mends the instance. */
    RECOVERS,
    /** It waits until RDS has finished, at most until its approval expires. */
    WAITS,
    /** It is refused before any call. */
    REFUSES
  }

  /**
   * What the members of a cluster do not have to themselves.
   *
   * @param of in which clusters
   * @param what for a sentence, for example {@code storage}
   * @param instead what to do, where that is not to change it on the cluster
   */
  public record ClusterDecides(Clusters of, String what, @Nullable String instead) {
    /** What to do about it. */
    public String advice(String cluster) {
      var words = instead == null ? "Change the " + what + " of {cluster} instead." : instead;
      return words.replace("{cluster}", cluster);
    }
  }

  /** Kinds of clusters. */
  public enum Clusters {
    /** Aurora's, and Multi-AZ DB clusters. */
    ANY,
    /** Multi-AZ DB clusters, whose members are changed together. */
    MULTI_AZ;

    /** For example {@code multi-az}. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads {@link #wireName}. */
    @JsonCreator
    public static Clusters of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public RunsOn {
    statuses = Set.copyOf(statuses);
    mends = Set.copyOf(mends);
  }

  /** What becomes of it in this state. */
  public Treatment in(String status) {
    if (statuses.equals(ANY) || statuses.contains(status)) {
      return Treatment.RUNS;
    }
    if (mends.contains(status)) {
      return Treatment.RECOVERS;
    }
    // A state that AWS has added since is waited out: most of them pass.
    return InstanceStatus.nature(status).orElse(Nature.BUSY) == Nature.BUSY
        ? Treatment.WAITS
        : Treatment.REFUSES;
  }

  /** Whether the call would be made at once. */
  public boolean fits(String status) {
    var treatment = in(status);
    return treatment == Treatment.RUNS || treatment == Treatment.RECOVERS;
  }

  /** The states in which the call is made. */
  public Set<String> fitting() {
    var fitting = InstanceStatus.published();
    fitting.removeIf(status -> !fits(status));
    return fitting;
  }
}
