package dev.vmascope.security;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose signed tokens mode `jwt` takes. What is missing here, or wrong, [TrustedIssuer] says.
///
/// @param issuer the claim `iss` of the tokens, and where its discovery document is found
/// @param audience names of this service, of which the claim `aud` must have one
/// @param caFile PEM certificates that the issuer is trusted by, instead of those of the JDK
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

  /// What subjects may do whose tokens name no scopes.
  ///
  /// @param subject a glob
  record Grant(@DefaultValue("") String subject, @DefaultValue List<String> scopes) {
    Grant {
      scopes = List.copyOf(scopes);
    }
  }
}
