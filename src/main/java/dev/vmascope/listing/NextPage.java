package dev.vmascope.listing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Points to the next page in a `Link` header (RFC 8288), for formats that have no place for a
/// cursor.
public final class NextPage {
  private NextPage() {}

  /// Adds the header: the same request with another cursor.
  public static void link(HttpServletRequest request, HttpServletResponse response, String cursor) {
    String query =
        ServletUriComponentsBuilder.fromRequest(request)
            .replaceQueryParam("after", cursor)
            .build()
            .getQuery();
    response.setHeader(HttpHeaders.LINK, "<?" + query + ">; rel=\"next\"");
  }
}
