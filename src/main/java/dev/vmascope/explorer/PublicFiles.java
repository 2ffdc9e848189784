package dev.vmascope.explorer;

import dev.vmascope.http.guard.UnwaitedAnswers;
import dev.vmascope.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// The sender of public files: compressed once, cacheable by browsers, without a thread that waits.
@Component
final class PublicFiles {
  /// The `Accept-Encoding` of a client that accepts gzip (RFC 9110, 12.5.3), without `q=0`.
  private static final Pattern GZIP =
      Pattern.compile("(?i)(?:^|,)\\s*(?:gzip|\\*)\\s*(?:,|$|;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$)))");

  private final UnwaitedAnswers answers;

  PublicFiles(UnwaitedAnswers answers) {
    this.answers = answers;
  }

  /// Sends a file, or confirms the copy that the client has.
  ///
  /// @param caching the value of `Cache-Control`
  void send(
      PublicFile file, String caching, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, caching);
    response.setHeader(HttpHeaders.ETAG, file.tag());
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && known.contains(file.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String accepted =
        String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)));
    boolean compressed = GZIP.matcher(accepted).find();
    response.setContentType(file.type());
    response.setContentLength(compressed ? file.compressedLength() : file.length());
    if (compressed) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    try {
      answers.send(request, response, compressed ? file.compressedStream() : file.stream());
    } catch (ProblemException e) {
      // The problem is another body, which is neither compressed nor tagged.
      response.setHeader(HttpHeaders.CONTENT_ENCODING, null);
      response.setHeader(HttpHeaders.ETAG, null);
      throw e;
    }
  }
}
