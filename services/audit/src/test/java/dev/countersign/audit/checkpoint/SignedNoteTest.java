package dev.countersign.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.audit.tree.Hash;
import dev.countersign.contracts.decision.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  /** From the documentation of Go's golang.org/x/mod/sumdb/note: not made by this project. */
  private static final String FOREIGN_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String FOREIGN_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final Checkpoint CHECKPOINT =
      new Checkpoint("example.com/ledger", 7, Hash.ofContent(new byte[0]));

  @Test
  void aNoteThatOthersSignedIsOpened() throws Exception {
    var text = SignedNote.open(FOREIGN_NOTE, VerifierKey.parse(FOREIGN_KEY));
    assertEquals(
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n",
        text);
  }

  @Test
  void aForeignKeyIsWrittenAsItWasRead() throws Exception {
    assertEquals(FOREIGN_KEY, VerifierKey.parse(FOREIGN_KEY).vkey());
  }

  @Test
  void aCheckpointIsThreeLines() {
    assertEquals(
        "example.com/ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", CHECKPOINT.text());
  }

  @Test
  void whatIsSignedIsOpenedWithTheKeyThatIsPublished() throws Exception {
    var signer = NoteSigner.fromPem("example.com/ledger", pem(pair()));
    var published = VerifierKey.parse(signer.verifier().vkey());
    var text = SignedNote.open(signer.sign(CHECKPOINT), published);
    assertEquals(CHECKPOINT, Checkpoint.parse(text));
  }

  @Test
  void thePublicKeyIsFoundFromThePrivateOne() throws Exception {
    var pair = pair();
    var signer = NoteSigner.fromPem("example.com/ledger", pem(pair));
    assertEquals(SigningKeys.keyId(pair.getPublic()), SigningKeys.keyId(signer.verifier().key()));
  }

  @Test
  void aChangedNoteOrAnotherKeyIsRejected() throws Exception {
    var signer = NoteSigner.fromPem("example.com/ledger", pem(pair()));
    var other = NoteSigner.fromPem("example.com/ledger", pem(pair()));
    var renamed = new VerifierKey("example.com/other", signer.verifier().key());
    var note = signer.sign(CHECKPOINT);

    assertThrows(
        NoteRejected.class,
        () -> SignedNote.open(note.replace("\n7\n", "\n8\n"), signer.verifier()));
    assertThrows(NoteRejected.class, () -> SignedNote.open(note, other.verifier()));
    assertThrows(NoteRejected.class, () -> SignedNote.open(note, renamed));
    assertThrows(NoteRejected.class, () -> SignedNote.open("no note", signer.verifier()));
  }

  @Test
  void signaturesOfOthersDoNotDisturb() throws Exception {
    var signer = NoteSigner.fromPem("example.com/ledger", pem(pair()));
    var witness = NoteSigner.fromPem("example.com/witness", pem(pair()));
    var witnessed = witness.sign(CHECKPOINT) + signer.sign(CHECKPOINT).split("\n\n")[1];
    assertEquals(CHECKPOINT.text(), SignedNote.open(witnessed, signer.verifier()));
  }

  @Test
  void malformedCheckpointsAreRejected() {
    for (var text :
        List.of("", "a\n", "a\n-1\nAAAA\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", "a\n1\n*\n")) {
      assertThrows(NoteRejected.class, () -> Checkpoint.parse(text), text);
    }
  }

  private static KeyPair pair() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN PRIVATE KEY-----\n"
        + encoder.encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
