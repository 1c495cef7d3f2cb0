package dev.countersign.cli.oidc;

/** The issuer gave no token. */
public final class SignInFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SignInFailed(String message) {
    super(message);
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
