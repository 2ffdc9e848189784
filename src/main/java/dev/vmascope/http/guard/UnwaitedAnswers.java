package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/// A sender of large public files that blocks no thread. The server calls back once the client
/// accepts more (non-blocking I/O, Jakarta Servlet 6.1, 3.7). The number of concurrent transfers is
/// limited, in total and per network, and so is their duration.
@Component
public final class UnwaitedAnswers {
  private static final int MOST = 64;
  private static final int SHARE = 16;
  private static final int PIECE = 8192;

  private final Places places = new Places(MOST, SHARE);
  private final LimitProperties limits;

  UnwaitedAnswers(LimitProperties limits) {
    this.limits = limits;
  }

  /// Sends a body after the caller has returned; the head of the response already has its length.
  ///
  /// @param body closed when everything is sent, or the transfer fails
  /// @throws dev.vmascope.http.problem.ProblemException if too many transfers are under way
  public void send(HttpServletRequest request, HttpServletResponse response, InputStream body)
      throws IOException {
    String network = Requester.network(request.getRemoteAddr());
    if (!places.take(network)) {
      body.close();
      throw Problem.of(
              ProblemCode.BUSY,
              "The service already sends the maximum number of pages. Try again in a second.")
          .exception();
    }
    AsyncContext sending;
    try {
      sending = request.startAsync();
    } catch (IllegalStateException e) {
      places.leave(network);
      body.close();
      throw e;
    }
    sending.setTimeout(limits.answer().toMillis());
    sending.addListener(new Ending(network, body));
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new Sending(sending, body, out));
  }

  /// A transfer in progress.
  private static final class Sending implements WriteListener {
    private final AsyncContext sending;
    private final InputStream body;
    private final ServletOutputStream out;
    private boolean written;

    Sending(AsyncContext sending, InputStream body, ServletOutputStream out) {
      this.sending = sending;
      this.body = body;
      this.out = out;
    }

    /// Writes as much as the client accepts. The end of the response is written by a blocking
    /// thread, so nothing may be left for it.
    @Override
    public void onWritePossible() throws IOException {
      byte[] piece = new byte[PIECE];
      while (out.isReady()) {
        if (written) {
          sending.complete();
          return;
        }
        int count = body.read(piece);
        if (count < 0) {
          written = true;
          out.flush();
        } else {
          out.write(piece, 0, count);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      sending.complete();
    }
  }

  /// A listener that releases the transfer's place and file at its end.
  private final class Ending implements AsyncListener {
    private final String network;
    private final InputStream body;

    Ending(String network, InputStream body) {
      this.network = network;
      this.body = body;
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      places.leave(network);
      body.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      event.getAsyncContext().complete();
    }

    /// A client that has gone is nothing to report: without an end here the server would send an
    /// error page after it, which fails again. The server reports other failures.
    @Override
    public void onError(AsyncEvent event) {
      if (event.getThrowable() instanceof IOException
          || event.getSuppliedResponse().isCommitted()) {
        event.getAsyncContext().complete();
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
