package dev.vmascope.http.security;

import dev.vmascope.http.guard.AuditTrail;
import dev.vmascope.http.guard.Requester;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that reports an authenticated caller to the audit log and the limits.
final class AuditPrincipalFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller != null) {
      AuditTrail.identified(request, caller);
      if (!(caller instanceof AnonymousAuthenticationToken)) {
        Requester.identify(request, caller.getName());
      }
    }
    chain.doFilter(request, response);
  }
}
