package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.AddressBlock;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.gateway.settings.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose requests are refused before anything else is looked at: one address or CIDR block
 * a line, read again when the file has changed. What cannot be read does not lift what was blocked.
 */
final class BlockList {
  private static final Logger LOG = Logger.getLogger(BlockList.class);
  private static final long LOOK_NANOS = 1_000_000_000L;

  private record Content(@Nullable FileTime changed, List<AddressBlock> blocks) {}

  private final @Nullable Path file;
  private volatile Content content = new Content(null, List.of());
  private volatile long looked = System.nanoTime();

  BlockList(@Nullable Path file) {
    this.file = file;
    if (file != null) {
      try {
        content = read(file);
      } catch (IOException | IllegalArgumentException e) {
        throw new CannotStart(
            "%s cannot be used: %s: %s"
                .formatted(
                    CannotStart.variable(GatewaySettings.PREFIX + "block-list-file"),
                    file,
                    e.getMessage()),
            e);
      }
    }
  }

  boolean holds(String address) {
    if (file != null && System.nanoTime() - looked > LOOK_NANOS) {
      looked = System.nanoTime();
      look(file);
    }
    return content.blocks.stream().anyMatch(block -> block.holds(address));
  }

  private void look(Path file) {
    try {
      if (!Files.getLastModifiedTime(file).equals(content.changed)) {
        content = read(file);
        LOG.infof("The block list has %d addresses and blocks.", content.blocks.size());
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.errorf("The block list stays as it was: %s: %s", file, e.getMessage());
    }
  }

  private static Content read(Path file) throws IOException {
    var changed = Files.getLastModifiedTime(file);
    var blocks =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .map(AddressBlock::parse)
            .toList();
    return new Content(changed, blocks);
  }
}
