package dev.vmascope.guard;

import dev.vmascope.problem.BrokenAnswer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Closes connections that something did not come to its end on, or may not have. A request that
/// was answered before all of its body had come: a thread would wait for the rest to throw it away,
/// and a client that sends a byte a second would keep it. Whether it had come is known too late to
/// say so in the head of the answer, and who was not told would send his next request into a closed
/// connection (RFC 9112, 9.6), so each request with a body is the last one of its connection. An
/// answer that broke off: the server would end it like a whole one.
final class ConnectionValve extends ValveBase {
  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (hasBody) {
      response.setHeader("Connection", "close");
    }
    getNext().invoke(request, response);
    if (BrokenAnswer.isMarked(request.getRequest())) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      return;
    }
    if (hasBody && !request.isFinished()) {
      request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }
}
