package dev.countersign.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.checkpoint.NoteSigner;
import dev.countersign.audit.tree.Frontier;
import dev.countersign.audit.tree.Hash;
import dev.countersign.audit.tree.TilePath;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  private final NoteSigner signer = NoteSigner.fromPem("example.com/ledger", pem());
  private final List<byte[]> entries =
      IntStream.range(0, 600).mapToObj(i -> ("{\"n\":" + i + "}").getBytes(UTF_8)).toList();

  @Test
  void aWholeLedgerIsVerifiedAtAnySize(@TempDir Path folder) throws Exception {
    for (int size : List.of(1, 2, 255, 256, 257, 512, 600)) {
      write(folder, entries.subList(0, size), size);
      assertEquals(size, check(folder, null).size());
    }
  }

  @Test
  void anEarlierCheckpointIsTheBeginningOfALaterOne(@TempDir Path folder) throws Exception {
    for (int size : List.of(1, 255, 256, 300, 600)) {
      var earlier = note(entries.subList(0, size));
      write(folder, entries, 600);
      assertEquals(600, check(folder, earlier).size());
    }
  }

  @Test
  void aChangeIsFoundAndItsPlaceIsNamed(@TempDir Path folder) throws Exception {
    write(folder, entries, 600);
    var changed = new ArrayList<>(entries);
    changed.set(300, "{\"n\":\"forged\"}".getBytes(UTF_8));
    writeEntries(folder, changed);

    var broken = assertThrows(Broken.class, () -> check(folder, null));
    assertEquals("entry 300 was changed", broken.getMessage());
  }

  @Test
  void aChangeWithItsHashesChangedTooIsFound(@TempDir Path folder) throws Exception {
    var changed = new ArrayList<>(entries);
    changed.set(300, "{\"n\":\"forged\"}".getBytes(UTF_8));
    write(folder, changed, 600);
    Files.writeString(folder.resolve("checkpoint"), note(entries));

    assertThrows(Broken.class, () -> check(folder, null));
  }

  @Test
  void aGapAndAReorderingAreFound(@TempDir Path folder) throws Exception {
    write(folder, entries, 600);
    var gap = new ArrayList<>(entries);
    gap.remove(17);
    writeEntries(folder, gap);
    assertThrows(Broken.class, () -> check(folder, null));

    var swapped = new ArrayList<>(entries);
    Collections.swap(swapped, 17, 18);
    writeEntries(folder, swapped);
    assertThrows(Broken.class, () -> check(folder, null));
  }

  @Test
  void aHistoryThatWasWrittenAnewIsFoundByAnEarlierCheckpoint(@TempDir Path folder)
      throws Exception {
    var earlier = note(entries.subList(0, 300));
    var rewritten = new ArrayList<>(entries);
    rewritten.set(5, "{\"n\":\"forged\"}".getBytes(UTF_8));
    write(folder, rewritten, 600);

    assertEquals(600, check(folder, null).size());
    assertThrows(Broken.class, () -> check(folder, earlier));
    write(folder, entries, 200);
    assertThrows(Broken.class, () -> check(folder, earlier));
  }

  @Test
  void theCommandSaysHowItWentByItsExitCode(@TempDir Path folder) throws Exception {
    write(folder, entries, 600);
    var out = new ByteArrayOutputStream();
    var sink = new PrintStream(out, true, UTF_8);
    var key = signer.verifier().vkey();

    assertEquals(0, Verify.run(new String[] {folder.toString(), "--key", key}, sink, sink));
    assertTrue(out.toString(UTF_8).startsWith("verified: 600 entries"));
    var other = NoteSigner.fromPem("example.com/ledger", pem()).verifier().vkey();
    assertEquals(1, Verify.run(new String[] {folder.toString(), "--key", other}, sink, sink));
    assertEquals(2, Verify.run(new String[] {folder.toString()}, sink, sink));
    assertEquals(2, Verify.run(new String[] {"nowhere", "--key", key}, sink, sink));
  }

  private Checkpoint check(Path folder, @Nullable String earlier) throws Exception {
    return LedgerCheck.check(signer.verifier(), Verify.inFolder(folder), earlier);
  }

  private void write(Path folder, List<byte[]> all, int size) throws Exception {
    writeEntries(folder, all);
    var leaves = all.stream().map(Hash::ofLeaf).toList();
    for (var tile : TilePath.all(0, size)) {
      var bytes = new ByteArrayOutputStream();
      leaves.subList((int) tile.from(), (int) tile.to()).forEach(h -> bytes.writeBytes(h.bytes()));
      put(folder.resolve("tile/" + tile), bytes.toByteArray());
    }
    Files.writeString(folder.resolve("checkpoint"), note(all));
  }

  private static void writeEntries(Path folder, List<byte[]> all) throws Exception {
    for (var tile : TilePath.all(TilePath.ENTRIES, all.size())) {
      var bytes = new ByteArrayOutputStream();
      for (var entry : all.subList((int) tile.from(), (int) tile.to())) {
        bytes.write(entry.length >> 8);
        bytes.write(entry.length);
        bytes.writeBytes(entry);
      }
      put(folder.resolve("tile/" + tile), bytes.toByteArray());
    }
  }

  private String note(List<byte[]> all) {
    var tree = Frontier.EMPTY.append(all.stream().map(Hash::ofLeaf).toList()).frontier();
    return signer.sign(new Checkpoint("example.com/ledger", tree.size(), tree.root()));
  }

  private static void put(Path file, byte[] bytes) throws Exception {
    var folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
  }

  private static String pem() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder().encodeToString(key.getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
