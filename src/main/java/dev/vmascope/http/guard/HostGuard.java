package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that rejects requests for a host name that is not allowed. It prevents DNS rebinding: a
/// foreign page whose name suddenly resolves to loopback must not be served. Probes are answered
/// under any name, since they come by address and reveal nothing.
public final class HostGuard extends OncePerRequestFilter {
  /// The names of loopback.
  public static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /// The value for all names.
  public static final String ANY = "*";

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253}?)\\.?(?::\\d{1,5})?");

  private final List<String> allowed;
  private final Refusal refusal;

  /// @param allowed names or addresses without a port, those of IPv6 in brackets; or [#ANY]
  public HostGuard(List<String> allowed, Refusal refusal) {
    this.allowed = allowed.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (allowed.contains(ANY)
        || ProbePaths.isProbe(request)
        || isAllowed(request.getHeader(HttpHeaders.HOST))) {
      chain.doFilter(request, response);
      return;
    }
    refusal.refuse(
        Problem.of(
            ProblemCode.INVALID_REQUEST,
            "This service does not answer to this host name. Use one of "
                + String.join(", ", allowed)
                + ", or add the name to vmascope.security.allowed-hosts."),
        request,
        response);
  }

  private boolean isAllowed(@Nullable String header) {
    if (header == null) {
      return false;
    }
    Matcher host = HOST.matcher(header.toLowerCase(Locale.ROOT));
    return host.matches() && allowed.contains(host.group(1));
  }
}
