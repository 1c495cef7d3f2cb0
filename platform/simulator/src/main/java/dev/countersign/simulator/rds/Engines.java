package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small part of the catalogue of engines, versions and instance classes: enough to be orderable
 * or not.
 */
public final class Engines {
  /** One version of an engine with the family of its parameter groups. */
  public record Version(
      String engine, String version, String family, int port, String license, String description) {
    boolean sameMajor(Version other) {
      return family.equals(other.family);
    }
  }

  private static final List<Version> VERSIONS = new ArrayList<>();

  static {
    String open = "postgresql-license";
    String gpl = "general-public-license";
    add("postgres", "postgres13", 5432, open, "PostgreSQL", "13.21");
    add("postgres", "postgres14", 5432, open, "PostgreSQL", "14.18", "14.19");
    add("postgres", "postgres15", 5432, open, "PostgreSQL", "15.13", "15.14");
    add("postgres", "postgres16", 5432, open, "PostgreSQL", "16.8", "16.9", "16.10");
    add("postgres", "postgres17", 5432, open, "PostgreSQL", "17.4", "17.5", "17.6");
    add("mysql", "mysql5.7", 3306, gpl, "MySQL Community Edition", "5.7.44");
    add("mysql", "mysql8.0", 3306, gpl, "MySQL Community Edition", "8.0.41", "8.0.42", "8.0.43");
    add("mysql", "mysql8.4", 3306, gpl, "MySQL Community Edition", "8.4.5", "8.4.6");
    add("mariadb", "mariadb10.6", 3306, gpl, "MariaDB Community Edition", "10.6.22");
    add("mariadb", "mariadb10.11", 3306, gpl, "MariaDB Community Edition", "10.11.11", "10.11.13");
    add("mariadb", "mariadb11.4", 3306, gpl, "MariaDB Community Edition", "11.4.5", "11.4.7");
    add(
        "oracle-ee",
        "oracle-ee-19",
        1521,
        "bring-your-own-license",
        "Oracle Database Enterprise Edition",
        "19.0.0.0.ru-2025-04.rur-2025-04.r1",
        "19.0.0.0.ru-2025-07.rur-2025-07.r1");
    add(
        "oracle-se2",
        "oracle-se2-19",
        1521,
        "license-included",
        "Oracle Database Standard Edition Two",
        "19.0.0.0.ru-2025-04.rur-2025-04.r1",
        "19.0.0.0.ru-2025-07.rur-2025-07.r1");
    add(
        "sqlserver-se",
        "sqlserver-se-15.0",
        1433,
        "license-included",
        "SQL Server Standard Edition",
        "15.00.4430.1.v1");
    add(
        "sqlserver-se",
        "sqlserver-se-16.0",
        1433,
        "license-included",
        "SQL Server Standard Edition",
        "16.00.4195.2.v1");
    add(
        "aurora-postgresql",
        "aurora-postgresql16",
        5432,
        open,
        "Aurora PostgreSQL",
        "16.6",
        "16.8");
    add(
        "aurora-mysql",
        "aurora-mysql8.0",
        3306,
        gpl,
        "Aurora MySQL",
        "8.0.mysql_aurora.3.08.2",
        "8.0.mysql_aurora.3.10.0");
  }

  private static final List<String> BURSTABLE =
      List.of("micro", "small", "medium", "large", "xlarge", "2xlarge");
  private static final List<String> USUAL =
      List.of("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");
  private static final List<String> LARGE =
      List.of(
          "large",
          "xlarge",
          "2xlarge",
          "4xlarge",
          "8xlarge",
          "12xlarge",
          "16xlarge",
          "24xlarge",
          "32xlarge",
          "48xlarge");

  private static final List<String> SIZES =
      Stream.concat(BURSTABLE.subList(0, 3).stream(), LARGE.stream()).toList();

  /**
   * Every class that is orderable for something; which generations have which sizes is roughly so.
   */
  public static final List<String> CLASSES = classes();

  private static List<String> classes() {
    var classes = new ArrayList<String>();
    sized(classes, BURSTABLE, "t2", "t3", "t4g");
    sized(classes, USUAL, "m4", "m6g", "m6gd", "m7g", "r4", "r6g", "r6gd", "r7g", "x2g");
    sized(classes, LARGE.subList(0, 8), "m5", "m5d", "r5", "r5b", "r5d");
    sized(classes, LARGE.subList(0, 9), "m6i", "m6id", "r6i", "r6id", "x2iedn");
    sized(classes, LARGE, "m7i", "m8g", "r7i", "r8g");
    return List.copyOf(classes);
  }

  private static void sized(List<String> classes, List<String> sizes, String... generations) {
    for (String generation : generations) {
      sizes.forEach(size -> classes.add("db." + generation + "." + size));
    }
  }

  private Engines() {}

  private static void add(
      String engine,
      String family,
      int port,
      String license,
      String description,
      String... versions) {
    for (String version : versions) {
      VERSIONS.add(new Version(engine, version, family, port, license, description));
    }
  }

  static List<Version> versions() {
    return VERSIONS;
  }

  /** Those of the versions above, and others that there are groups for. */
  private static final List<String> MORE_FAMILIES =
      List.of(
          "aurora-mysql5.7",
          "aurora-postgresql13",
          "aurora-postgresql14",
          "aurora-postgresql15",
          "aurora-postgresql17",
          "mariadb11.8",
          "oracle-ee-21",
          "oracle-ee-cdb-19",
          "oracle-ee-cdb-21",
          "oracle-se2-21",
          "oracle-se2-cdb-19",
          "oracle-se2-cdb-21",
          "postgres18",
          "sqlserver-ee-14.0",
          "sqlserver-ee-15.0",
          "sqlserver-ee-16.0",
          "sqlserver-ex-15.0",
          "sqlserver-ex-16.0",
          "sqlserver-se-14.0",
          "sqlserver-web-15.0",
          "sqlserver-web-16.0");

  static Set<String> families() {
    var families = new TreeSet<String>(MORE_FAMILIES);
    VERSIONS.forEach(version -> families.add(version.family));
    return families;
  }

  /** Those of Aurora, and of the engines that Multi-AZ DB clusters run. */
  static Set<String> clusterFamilies() {
    return families().stream()
        .filter(family -> family.matches("(aurora-)?(mysql|postgresql|postgres)[\\d.]+"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a class stands among the sizes: a larger one is further on. */
  static int size(String instanceClass) {
    String size = instanceClass.substring(instanceClass.lastIndexOf('.') + 1);
    return SIZES.indexOf(size);
  }

  /** The newest version of an engine. */
  public static Version newest(String engine) {
    return VERSIONS.stream()
        .filter(version -> version.engine.equals(engine))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> AwsError.invalidValue("Invalid DB engine: " + engine));
  }

  static Version version(String engine, String version) {
    newest(engine);
    return VERSIONS.stream()
        .filter(known -> known.engine.equals(engine))
        // "16" asks for the newest 16.
        .filter(known -> known.version.equals(version) || known.version.startsWith(version + "."))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () -> AwsError.invalidCombination("Cannot find version " + version + " for " + engine));
  }

  /** Oracle and SQL Server do not run on Graviton, whose classes have a g after the number. */
  static boolean orderable(String engine, String instanceClass) {
    boolean graviton = instanceClass.matches("db\\.[a-z]+\\dg.*");
    return CLASSES.contains(instanceClass)
        && !(graviton && (engine.startsWith("oracle") || engine.startsWith("sqlserver")));
  }

  static void requireOrderable(String engine, String instanceClass) {
    if (!CLASSES.contains(instanceClass)) {
      throw AwsError.invalidValue("Invalid DB Instance class: " + instanceClass);
    }
    if (!orderable(engine, instanceClass)) {
      throw AwsError.invalidCombination(
          "RDS does not support creating a DB instance with the following combination: DBInstanceClass="
              + instanceClass
              + ", Engine="
              + engine
              + ". For supported combinations of instance class and database engine version, see the documentation.");
    }
  }
}
