package dev.countersign.audit.verify;

import java.io.IOException;

/** Where a ledger's files are, in the layout of C2SP's tlog-tiles. */
@FunctionalInterface
public interface Tiles {
  /**
   * One file, whole.
   *
   * @param path {@code checkpoint} or {@code tile/...}
   * @throws IOException when it is not there
   */
  byte[] read(String path) throws IOException;
}
