package dev.vmascope.listing;

import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Points to the next page in a `Link` header (RFC 8288), for formats that have no place for a
/// cursor.
public final class NextPage {
  /// Half of what the server has room for in all headers of an answer.
  private static final int LONGEST = 4096;

  private NextPage() {}

  /// Adds the header: the same request with another cursor.
  ///
  /// @throws dev.vmascope.problem.ProblemException if that would be longer than a header may be
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
