package dev.countersign.chassis.secrets;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** {@code countersign.database.*}; where the database is, is in {@code quarkus.datasource.*}. */
@ConfigMapping(prefix = "countersign.database")
public interface DatabaseSettings {
  /**
   * A file that holds the password, and nothing else but an end of line. Read for each new
   * connection; goes before {@code QUARKUS_DATASOURCE_PASSWORD}.
   */
  Optional<Path> passwordFile();
}
