package dev.countersign.chaos.plant;

import java.lang.classfile.ClassTransform;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A mistake that the judge has to notice, and where in the executor it is made. */
public enum PlantedBug {
  /** The SDK sends again by itself what was not answered. */
  SDK_RETRIES("the AWS SDK repeats calls by itself") {
    @Override
    Optional<ClassTransform> in(String type) {
      return type.endsWith("/rds/AwsClients") ? Optional.of(Rewrites.retries()) : none();
    }
  },
  /** The intent is not on record before the call. */
  INTENT_AFTER_CALL("the call goes out before its intent is on record") {
    @Override
    Optional<ClassTransform> in(String type) {
      var durable = MethodTypeDesc.of(ConstantDescs.CD_boolean);
      return type.endsWith("/core/Change$IntentRecorded")
          ? Optional.of(Rewrites.added("durable", durable, code -> code.iconst_0().ireturn()))
          : none();
    }
  },
  /** Whatever was not answered is sent again. */
  BLIND_RESEND("a call without an answer is made again without a look") {
    @Override
    Optional<ClassTransform> in(String type) {
      if (type.endsWith("/core/AtTheCall")) {
        return Optional.of(Rewrites.body("mayStillArrive", code -> code.iconst_0().ireturn()));
      }
      return type.contains("/executor/operations/")
          ? Optional.of(
              Rewrites.body(
                  "probe",
                  code -> code.getstatic(Rewrites.FINDING, "ABSENT", Rewrites.FINDING).areturn()))
          : none();
    }
  },
  /** A decision that is delivered again is carried out again. */
  INBOX_DROPPED("a decision that is delivered twice is carried out twice") {
    @Override
    Optional<ClassTransform> in(String type) {
      if (type.endsWith("/relay/Inbox")) {
        return Optional.of(
            Rewrites.texts(text ->
                text.contains("insert into inbox")
                    ? "select source, event_id from unnest($1::text[], $2::text[])"
                        + " as e (source, event_id) where $3::text is not null"
                    : text));
      }
      // The row's own key is a second inbox.
      return type.endsWith("/execution/Queue")
          ? Optional.of(
              Rewrites.texts(text ->
                  text.contains("place = 0")
                      ? text.replace("on conflict (operation_id) do nothing", AGAIN)
                      : text))
          : none();
    }
  },
  /** A worker that was replaced goes on writing. */
  FENCE_SKIPPED("a worker that was replaced goes on as if it were not") {
    @Override
    Optional<ClassTransform> in(String type) {
      return type.endsWith("/execution/Executions")
          ? Optional.of(
              Rewrites.texts(text ->
                  text.replace(
                      "and fence = $2 and version = $3",
                      "and $2::bigint >= 0 and $3::bigint >= 0")))
          : none();
    }

    @Override
    public int zombies() {
      return 6;
    }
  },
  /**
   * The broker's word is taken for it. Harmless by itself, as long as what was published is kept
   * until the ledger has it; so that goes, too, and the run loses some of the broker's tail.
   */
  ACKS_ONE("the relay sends with acks=1 and forgets what the broker, which loses its tail, has") {
    @Override
    Optional<ClassTransform> in(String type) {
      if (type.endsWith("/relay/KafkaBus")) {
        // Without its explicit setting, idempotence goes by itself.
        return Optional.of(
            Rewrites.texts(text ->
                switch (text) {
                  case "all" -> "1";
                  case "enable.idempotence" -> "planted.and.unknown";
                  default -> text;
                }));
      }
      return type.endsWith("/relay/Outbox")
          ? Optional.of(
              Rewrites.texts(text ->
                  text.replace("topic <> all($2))", "$2::text[] is not null)")
                      .replace(
                          "from quickly where seq = any($1) and topic",
                          "from quickly where false and seq = any($1) and topic")))
          : none();
    }

    @Override
    public boolean isMadeIn(String process) {
      return true;
    }

    @Override
    public int tailsLost() {
      return 2;
    }
  };

  private static final String AGAIN =
      """
      on conflict (operation_id) do update set phase = excluded.phase, state = excluded.state,
        ended_at = null, holds_instance = false, lease_owner = null, wake_at = now(),
        version = executions.version + 1
      """;

  private final String words;

  PlantedBug(String words) {
    this.words = words;
  }

  /** What is wrong then. */
  public String words() {
    return words;
  }

  /** For example {@code sdk-retries}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The plant of this name. */
  public static Optional<PlantedBug> of(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
  }

  /** In which of the platform's processes. */
  public boolean isMadeIn(String process) {
    return process.equals("executor");
  }

  /** How often the broker has to lose what it had acknowledged, for this to matter. */
  public int tailsLost() {
    return 0;
  }

  /** How often an executor has to be stopped for longer than its lease, for this to matter. */
  public int zombies() {
    return 0;
  }

  /** How it is made in this class; empty when it is not made there. */
  abstract Optional<ClassTransform> in(String type);

  private static Optional<ClassTransform> none() {
    return Optional.empty();
  }
}
