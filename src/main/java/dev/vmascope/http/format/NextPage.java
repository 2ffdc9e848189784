package dev.vmascope.http.format;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// The `Link` header of the next page (RFC 8288), for formats without a cursor.
public final class NextPage {
  /// The longest header: half of the server's limit for all headers of a response.
  private static final int LONGEST = 4096;

  private NextPage() {}

  /// Adds the header: the same request with another cursor.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException if it would be longer than the limit
  public static void link(HttpServletRequest request, HttpServletResponse response, String cursor) {
    String query =
        ServletUriComponentsBuilder.fromRequest(request)
            .replaceQueryParam("after", cursor)
            .build()
            .getQuery();
    String link = "<?" + query + ">; rel=\"next\"";
    if (link.length() > LONGEST) {
      throw Problem.of(
              ProblemCode.INVALID_PARAMETER,
              "The parameters are too long for the link to the next page: shorten them, or have the cursor in the answer"
                  + " with format=json.")
          .exception();
    }
    response.setHeader(HttpHeaders.LINK, link);
  }
}
