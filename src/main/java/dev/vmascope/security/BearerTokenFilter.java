package dev.vmascope.security;

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

/// Takes the token of a request (`Authorization: Bearer …`) and lets its owner in. A request
/// without one goes on as nobody; one with an unknown token is refused. The token itself is
/// forgotten once its owner is known.
final class BearerTokenFilter extends AuthenticationFilter {
  private static final String SCHEME = "Bearer ";

  /// @param owners whose token it is, or a refusal to tell (`AuthenticationException`)
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
