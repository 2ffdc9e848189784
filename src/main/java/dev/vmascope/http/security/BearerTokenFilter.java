package dev.vmascope.http.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/// A filter that authenticates requests by a bearer token (`Authorization: Bearer …`). A request
/// without one stays anonymous; one with an unknown token is rejected. The token itself is
/// forgotten once its owner is known.
final class BearerTokenFilter extends AuthenticationFilter {
  private static final String SCHEME = "Bearer ";

  /// @param owners the owner of a token, or a failure to determine it (`AuthenticationException`)
  BearerTokenFilter(Function<String, Optional<Owner>> owners, AuthenticationFailureHandler refuse) {
    super((Authentication token) -> authenticate(token, owners), BearerTokenFilter::token);
    setSuccessHandler((_, _, _) -> {});
    setFailureHandler(refuse);
  }

  private static @Nullable Authentication token(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer
        ? new PreAuthenticatedAuthenticationToken(
            "", String.valueOf(header).substring(SCHEME.length()).strip())
        : null;
  }

  private static Authentication authenticate(
      Authentication unknown, Function<String, Optional<Owner>> owners)
      throws AuthenticationException {
    Optional<Owner> owner = owners.apply(String.valueOf(unknown.getCredentials()));
    return owner
        .map(known ->
            new PreAuthenticatedAuthenticationToken(
                known.name(), "", AuthorityUtils.createAuthorityList(known.scopes())))
        .orElseThrow(() -> new BadCredentialsException("unknown token"));
  }
}
