package dev.vmascope.http.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.security.jwt.*`: the issuer whose signed tokens are accepted.
/// [TrustedIssuer] checks that they are complete and valid.
///
/// @param issuer the claim `iss` of the tokens, and the base of its discovery document
/// @param audience the names of this service, one of which the claim `aud` must have
/// @param caFile the PEM certificates that the issuer is trusted by, instead of those of the JDK
/// @param discoveryTokenFile a bearer token that is sent when the keys are fetched
/// @param grants scopes by the claim `sub`, beside those that a token names itself
record JwtProperties(
    @Nullable URI issuer,
    @DefaultValue List<String> audience,
    @Nullable Path caFile,
    @Nullable Path discoveryTokenFile,
    @DefaultValue List<Grant> grants) {

  JwtProperties {
    audience = List.copyOf(audience);
    grants = List.copyOf(grants);
  }

  /// The scopes granted to subjects, beyond those in their tokens.
  ///
  /// @param subject a glob
  record Grant(@DefaultValue("") String subject, @DefaultValue List<String> scopes) {
    Grant {
      scopes = List.copyOf(scopes);
    }
  }
}
