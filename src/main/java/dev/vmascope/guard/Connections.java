package dev.vmascope.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.Response;

/// The rule which connections outlive an answer. The server writes an answer with a thread that
/// waits while the client takes nothing. The first answer of a connection fits the empty buffer of
/// its socket, if it is small; the two-hundredth does not. So a connection ends with each answer
/// (RFC 9112, 9.6), unless somebody has a bound for how long and how many may wait for it, and
/// keeps it.
final class Connections {
  private static final String HEADER = "Connection";
  private static final String KEPT = Connections.class.getName();

  private Connections() {}

  /// Says in the head of the answer that the connection ends with it.
  static void end(Response response) {
    response.setHeader(HEADER, "close");
  }

  /// Takes back that the connection is kept, as long as the answer has not begun.
  static void end(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HEADER, "close");
    request.removeAttribute(KEPT);
  }

  /// Keeps the connection for the next request. Only for requests whose bodies have come whole.
  static void keep(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HEADER, null);
    request.setAttribute(KEPT, true);
  }

  static boolean isKept(HttpServletRequest request) {
    return request.getAttribute(KEPT) != null;
  }

  /// Whether a request announces a body. Asks for the text of the headers alone: their values may
  /// be what the server has refused already.
  static boolean announcesBody(HttpServletRequest request) {
    String length = request.getHeader("Content-Length");
    return request.getHeader("Transfer-Encoding") != null
        || (length != null && !length.equals("0"));
  }
}
