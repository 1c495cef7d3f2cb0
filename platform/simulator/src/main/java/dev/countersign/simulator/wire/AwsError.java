package dev.countersign.simulator.wire;

/** A refusal as AWS words it: a code that clients map to a type, an HTTP status, a sentence. */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;

  public AwsError(int status, String code, String text) {
    // A refusal is an ordinary answer here; its stack trace would only cost time.
    super(code + ": " + text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
  }

  public static AwsError refused(String code, String text) {
    return new AwsError(400, code, text);
  }

  public static AwsError missing(String code, String text) {
    return new AwsError(404, code, text);
  }

  public static AwsError forbidden(String code, String text) {
    return new AwsError(403, code, text);
  }

  public static AwsError invalidValue(String text) {
    return refused("InvalidParameterValue", text);
  }

  public static AwsError invalidCombination(String text) {
    return refused("InvalidParameterCombination", text);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String text() {
    return text;
  }

  /** Whose fault AWS says it is: 5xx is the receiver's. */
  public String type() {
    return status >= 500 ? "Receiver" : "Sender";
  }
}
