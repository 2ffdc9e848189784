package dev.vmascope.http.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.Response;

/// The rule for keeping connections open after a response. The server writes a response on a thread
/// that blocks while the client accepts nothing. The first small response of a connection fits the
/// empty socket buffer; the two-hundredth does not. So a connection is closed after each response
/// (RFC 9112, 9.6), unless a caller bounds the duration and number of blocked threads, and keeps
/// it.
final class Connections {
  private static final String HEADER = "Connection";
  private static final String KEPT = Connections.class.getName();

  private Connections() {}

  /// Announces in the head of the response that the connection will be closed.
  static void end(Response response) {
    response.setHeader(HEADER, "close");
  }

  /// Revokes a kept connection, as long as the response is not committed.
  static void end(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HEADER, "close");
    request.removeAttribute(KEPT);
  }

  /// Keeps the connection for the next request. Only for requests whose bodies were read
  /// completely.
  static void keep(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HEADER, null);
    request.setAttribute(KEPT, true);
  }

  static boolean isKept(HttpServletRequest request) {
    return request.getAttribute(KEPT) != null;
  }

  /// Whether a request announces a body. Reads the text of the headers only: the server may already
  /// have rejected their values.
  static boolean announcesBody(HttpServletRequest request) {
    String length = request.getHeader("Content-Length");
    return request.getHeader("Transfer-Encoding") != null
        || (length != null && !length.equals("0"));
  }
}
