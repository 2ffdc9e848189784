package dev.vmascope.http.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/// The Content Security Policy of responses (W3C). Data may load nothing, pages only resources of
/// the service itself.
public final class ContentSecurityPolicy implements HeaderWriter {
  private static final String CLOSED =
      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String DATA = "default-src 'none'" + CLOSED;

  /// The policy of the page: files of the service only, and no text becomes a script or HTML
  /// (Trusted Types).
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
          + CLOSED
          + "; require-trusted-types-for 'script'; trusted-types 'none'";

  /// The policy of Swagger UI, which sets styles on elements, and draws its icons from data URLs.
  private static final String EXPLORER =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self'"
          + CLOSED;

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", policy(request.getServletPath()));
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  }

  private static String policy(String path) {
    if (path.equals("/") || path.startsWith("/page/")) {
      return PAGE;
    }
    return path.equals("/swagger-ui.html") || path.startsWith("/swagger-ui/") ? EXPLORER : DATA;
  }
}
