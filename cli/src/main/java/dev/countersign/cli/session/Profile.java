package dev.countersign.cli.session;

import org.jspecify.annotations.Nullable;

/**
 * One Countersign, and how one signs in there.
 *
 * @param tokenFile a file with a bearer token that something else keeps fresh
 * @param issuer of OpenID Connect, for signing in
 * @param clientId this program's, at the issuer
 * @param scope what is asked for at the issuer; null is openid
 */
public record Profile(
    @Nullable String url,
    @Nullable String tokenFile,
    @Nullable String issuer,
    @Nullable String clientId,
    @Nullable String scope) {

  public static final Profile NOTHING = new Profile(null, null, null, null, null);
}
