package dev.vmascope.http.security;

import dev.vmascope.http.guard.HostGuard;
import dev.vmascope.mapping.text.Glob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The issuer whose tokens are accepted: the checked [JwtProperties].
///
/// @param uri the issuer, as in the claim `iss`
/// @param audiences the accepted audiences, at least one
/// @param caFile the trusted certificates; absent for those of the JDK
/// @param tokenFile the bearer token for its documents; absent if they are public
record TrustedIssuer(
    URI uri,
    List<String> audiences,
    @Nullable Path caFile,
    @Nullable Path tokenFile,
    List<Grant> grants) {

  /// The scopes of the subjects that match a glob.
  record Grant(Glob subject, List<String> scopes) {}

  /// @throws UnsafeStartException if a property is missing or invalid
  static TrustedIssuer of(JwtProperties jwt, boolean allowInsecure) {
    if (jwt.caFile() != null) {
      TrustedFile.require("vmascope.security.jwt.ca-file", jwt.caFile());
    }
    if (jwt.discoveryTokenFile() != null) {
      TrustedFile.require("vmascope.security.jwt.discovery-token-file", jwt.discoveryTokenFile());
    }
    checkFile(jwt.caFile());
    return new TrustedIssuer(
        uri(jwt.issuer(), allowInsecure),
        audiences(jwt.audience()),
        jwt.caFile(),
        jwt.discoveryTokenFile(),
        jwt.grants().stream().map(TrustedIssuer::grant).toList());
  }

  private static URI uri(@Nullable URI issuer, boolean allowInsecure) {
    if (issuer == null || issuer.toString().isBlank()) {
      throw new UnsafeStartException(
          "vmascope.security.mode is jwt, but no issuer is set: no token could be accepted.",
          "Set vmascope.security.jwt.issuer to the claim iss of the tokens, a URL.");
    }
    boolean url = issuer.getHost() != null && issuer.getQuery() == null;
    if (!url || issuer.getFragment() != null || issuer.getUserInfo() != null) {
      throw new UnsafeStartException(
          "vmascope.security.jwt.issuer is no URL of a host: " + issuer,
          "Set it to the claim iss of the tokens, such as https://issuer.example/path.");
    }
    if (!isPrivate(issuer) && !allowInsecure) {
      throw new UnsafeStartException(
          "vmascope.security.jwt.issuer is "
              + issuer
              + ": anyone on the network path could replace the issuer's keys by their own.",
          "Set vmascope.security.jwt.issuer to an https URL; vmascope.security.allow-insecure=true starts it anyway.");
    }
    return issuer;
  }

  /// Whether responses of a URI cannot be tampered with.
  private static boolean isPrivate(URI uri) {
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme()) && HostGuard.LOOPBACK.contains(uri.getHost()));
  }

  private static List<String> audiences(List<String> audiences) {
    if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
      throw new UnsafeStartException(
          "vmascope.security.mode is jwt, and no audience is named: tokens that the issuer made for"
              + " other services would be taken here.",
          "Set vmascope.security.jwt.audience to the name of this service that its tokens have in their"
              + " claim aud.");
    }
    return audiences;
  }

  private static void checkFile(@Nullable Path caFile) {
    try {
      IssuerTrust.of(caFile);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnsafeStartException(
          "The certificates of " + caFile + " cannot be read: " + e,
          "Set vmascope.security.jwt.ca-file to a readable file of PEM certificates.");
    }
  }

  private static Grant grant(JwtProperties.Grant grant) {
    if (grant.subject().isBlank() || grant.scopes().isEmpty()) {
      throw new UnsafeStartException(
          "One of vmascope.security.jwt.grants lacks its subject or its scopes.",
          "Give each a subject (a glob, such as system:serviceaccount:monitoring:*) and scopes.");
    }
    if (!Scope.words().containsAll(grant.scopes())) {
      throw new UnsafeStartException(
          "An unknown scope is granted to " + grant.subject() + " in vmascope.security.jwt.grants.",
          "The scopes are " + String.join(", ", Scope.words()) + ".");
    }
    return new Grant(new Glob(grant.subject()), grant.scopes());
  }

  /// The scopes that a subject has regardless of its token.
  List<String> granted(String subject) {
    return grants.stream()
        .filter(grant -> grant.subject().matches(subject))
        .flatMap(grant -> grant.scopes().stream())
        .toList();
  }

  /// Whether a URI that the issuer names is as safe as the issuer's own.
  boolean isAsSafe(URI place) {
    return place.getHost() != null
        && ("https".equals(place.getScheme())
            || ("http".equals(place.getScheme()) && "http".equals(uri.getScheme())));
  }
}
