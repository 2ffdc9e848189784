package dev.vmascope.http.guard;

import dev.vmascope.http.problem.TruncatedResponse;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// A valve that closes connections with an unread body or a truncated response. The rest of an
/// unread body is not awaited, and the client is told not to use the connection again. A truncated
/// response closes the connection at once; the server would end it like a complete one.
final class ConnectionValve extends ValveBase {
  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (TruncatedResponse.isMarked(request.getRequest())) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    } else if (isBodyLeft(request)) {
      response.setHeader("Connection", "close");
      // Else the server takes the answer for a failed one.
      response.flushBuffer();
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private static boolean isBodyLeft(Request request) {
    return !request.isAsync()
        && !Connections.isKept(request.getRequest())
        && Connections.announcesBody(request.getRequest())
        && !request.isFinished();
  }
}
