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

  /// The policy of pages: Swagger UI sets styles on elements, and draws its icons from data URLs.
  private static final String PAGE =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self'"
          + CLOSED;

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getServletPath();
    boolean page =
        path.equals("/") || path.equals("/swagger-ui.html") || path.startsWith("/swagger-ui/");
    response.setHeader("Content-Security-Policy", page ? PAGE : DATA);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  }
}
