package dev.countersign.provider;

/** Of one session; never printed. */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
  @Override
  public String toString() {
    return "Credentials " + accessKeyId;
  }
}
