package dev.vmascope.http.security;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The validation of signed tokens of an issuer (JSON Web Tokens, RFC 7519). Tokens of Kubernetes
/// are among them. No part of a token is ever logged.
final class IssuedTokens {
  private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);

  /// The algorithms with a public key; those with a shared secret are another type.
  private static final List<SignatureAlgorithm> ALGORITHMS = List.of(SignatureAlgorithm.values());

  private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

  private final TrustedIssuer issuer;
  private final NimbusJwtDecoder decoder;

  IssuedTokens(TrustedIssuer issuer, JWKSource<SecurityContext> keys) {
    this.issuer = issuer;
    decoder =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
            .build();
    // As text: by default `iss` becomes a URL, for which HTTP and http are the same.
    decoder.setClaimSetConverter(
        MappedJwtClaimSetConverter.withDefaults(Map.of(JwtClaimNames.ISS, name -> name)));
    decoder.setJwtValidator(validator(issuer));
  }

  private static OAuth2TokenValidator<Jwt> validator(TrustedIssuer issuer) {
    JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setAllowEmptyExpiryClaim(false);
    Predicate<Collection<String>> audience =
        audiences -> audiences.stream().anyMatch(issuer.audiences()::contains);
    Predicate<String> subject = name -> !name.isBlank();
    return new DelegatingOAuth2TokenValidator<>(
        type,
        times,
        new JwtIssuerValidator(issuer.uri().toString()),
        new JwtClaimValidator<>(JwtClaimNames.AUD, audience),
        new JwtClaimValidator<>(JwtClaimNames.SUB, subject),
        IssuedTokens::unbound);
  }

  /// Rejects a token that is bound to a key (RFC 7800): it is worthless without a proof of
  /// possession, which is not requested here.
  private static OAuth2TokenValidatorResult unbound(Jwt jwt) {
    return jwt.hasClaim("cnf")
        ? OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token is bound to a key", null))
        : OAuth2TokenValidatorResult.success();
  }

  /// The owner of a token, if the issuer made it for this service and it is valid now.
  ///
  /// @throws AuthenticationServiceException if the issuer's keys are unavailable
  Optional<Owner> owner(String token) {
    try {
      Jwt jwt = decoder.decode(token);
      return Optional.of(new Owner(String.valueOf(jwt.getSubject()), scopes(jwt)));
    } catch (JwtException e) {
      if (e.getCause() instanceof RemoteKeySourceException) {
        throw new AuthenticationServiceException("the keys of the issuer are not available", e);
      }
      LOG.debug(
          "A token was refused: {}",
          e instanceof JwtValidationException
              ? e.getMessage()
              : "it is malformed, or not signed by the issuer");
      return Optional.empty();
    }
  }

  private List<String> scopes(Jwt jwt) {
    Set<String> scopes = new LinkedHashSet<>(Scope.words());
    Set<String> named = new LinkedHashSet<>(issuer.granted(String.valueOf(jwt.getSubject())));
    SCOPE_CLAIMS.forEach(claim -> named.addAll(words(jwt.getClaims().get(claim))));
    scopes.retainAll(named);
    return List.copyOf(scopes);
  }

  /// The words of a claim: a text separated by blanks (RFC 8693), or a list.
  private static List<String> words(@Nullable Object claim) {
    Collection<?> texts =
        claim instanceof Collection<?> list ? list : List.of(String.valueOf(claim));
    return texts.stream()
        .flatMap(text -> Arrays.stream(String.valueOf(text).split(" ", -1)))
        .toList();
  }
}
