package dev.vmascope.http.problem;

import jakarta.servlet.ServletRequest;

/// A mark of requests whose response failed after it was committed. Its connection is closed
/// without the last chunk, so that clients notice.
public final class TruncatedResponse {
  private static final String MARK = TruncatedResponse.class.getName();

  private TruncatedResponse() {}

  /// Marks a request whose response has failed.
  public static void mark(ServletRequest request) {
    request.setAttribute(MARK, true);
  }

  /// Whether a request is marked.
  public static boolean isMarked(ServletRequest request) {
    return request.getAttribute(MARK) != null;
  }
}
