package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that rejects cross-origin requests of browsers. They are recognized by Fetch Metadata
/// (`Sec-Fetch-Site`, W3C), or in older browsers by the header `Origin` (RFC 6454). Another port of
/// the same host is another origin. A link may lead to a page, not to an operation.
public final class BrowserGuard extends OncePerRequestFilter {
  private final Refusal refusal;

  /// @param refusal the writer of rejections
  public BrowserGuard(Refusal refusal) {
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOfAnotherOrigin(request) && !isLinkToAPage(request)) {
      refusal.refuse(
          Problem.of(
              ProblemCode.FORBIDDEN,
              "A page of another origin sent this request; only pages of this service are allowed to."),
          request,
          response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static boolean isOfAnotherOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isLinkToAPage(HttpServletRequest request) {
    String path = request.getServletPath();
    return "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"))
        && request.getMethod().equals("GET")
        && (path.equals("/")
            || path.equals("/swagger-ui.html")
            || path.startsWith("/swagger-ui/")
            || path.equals("/problems")
            || path.startsWith("/problems/"));
  }
}
