package dev.countersign.contracts.redaction;

/** What is not shown, by how it is recognized. */
public enum SecretKind {
  AWS_ACCESS_KEY("an AWS access key id"),
  AWS_SECRET_KEY("an AWS secret access key"),
  AWS_SESSION_TOKEN("an AWS session token"),
  JWT("a JSON Web Token"),
  PRIVATE_KEY("a private key"),
  API_KEY("an API key"),
  AUTHORIZATION("the value of an authorization header"),
  URL_PASSWORD("an address with a password in it"),
  NAMED("a password, a key or a token that is given by name");

  private final String words;

  SecretKind(String words) {
    this.words = words;
  }

  /** For people, with an article. */
  public String words() {
    return words;
  }
}
