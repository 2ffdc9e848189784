package dev.vmascope.guard;

import dev.vmascope.problem.BrokenAnswer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// The end of connections on which something did not come to its own. What a client still sends of
/// a body that nobody has read is not waited for. An answer that broke off ends the connection at
/// once: the server would end it like a whole one.
final class ConnectionValve extends ValveBase {
  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (BrokenAnswer.isMarked(request.getRequest())) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    } else if (isBodyLeft(request)) {
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
