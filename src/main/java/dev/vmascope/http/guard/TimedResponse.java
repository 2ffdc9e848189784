package dev.vmascope.http.guard;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/// A response that breaks off at a deadline. A client that reads a byte per second cannot hold a
/// place for long. (One that reads nothing at all ends in the server's own time-out.)
final class TimedResponse extends HttpServletResponseWrapper {
  private static final int SLICE = 1 << 14;

  private final long endNanos;
  private @Nullable ServletOutputStream out;

  TimedResponse(HttpServletResponse response, Duration longest) {
    super(response);
    endNanos = System.nanoTime() + longest.toNanos();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Timed(super.getOutputStream());
    }
    return out;
  }

  /// An output stream that checks the deadline at each write.
  private final class Timed extends ServletOutputStream {
    private final ServletOutputStream timed;

    Timed(ServletOutputStream timed) {
      this.timed = timed;
    }

    private void check() throws IOException {
      if (System.nanoTime() - endNanos > 0) {
        throw new ClientAbortException("the answer took too long to be received");
      }
    }

    @Override
    public void write(int b) throws IOException {
      check();
      timed.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int at = 0; at < length; at += SLICE) {
        check();
        timed.write(bytes, offset + at, Math.min(SLICE, length - at));
      }
    }

    @Override
    public void flush() throws IOException {
      check();
      timed.flush();
    }

    @Override
    public void close() throws IOException {
      timed.close();
    }

    @Override
    public boolean isReady() {
      return timed.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      timed.setWriteListener(listener);
    }
  }
}
