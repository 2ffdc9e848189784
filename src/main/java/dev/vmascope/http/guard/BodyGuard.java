package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that reads request bodies before the request takes a place. A body has a size limit and
/// a deadline, and few are awaited at a time, so slow bodies delay only other bodies. Of those that
/// may be large, one large body is in memory at a time, until it is answered. It runs after
/// authentication: bodies of unauthenticated clients are never read.
public final class BodyGuard extends OncePerRequestFilter {
  private static final int BODIES = 8;
  private static final int PIECE = 8192;
  private static final Limits SMALL = new Limits(1 << 16, Duration.ofSeconds(5));
  private static final Limits LARGE = new Limits(8 << 20, Duration.ofSeconds(30));

  /// The limits of one body.
  private record Limits(int bytes, Duration deadline) {}

  private final Places bodies = Places.shared(BODIES);
  private final Places largeBodies = Places.shared(1);
  private final RequestMatcher takesBody;
  private final RequestMatcher takesLargeBody;
  private final Refusal refusal;

  /// @param takesBody the operations with a body; other bodies are not read
  /// @param takesLargeBody those whose body may be large
  /// @param refusal the writer of rejections
  public BodyGuard(RequestMatcher takesBody, RequestMatcher takesLargeBody, Refusal refusal) {
    this.takesBody = takesBody;
    this.takesLargeBody = takesLargeBody;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean mayBeLarge = takesLargeBody.matches(request);
    if (!Connections.announcesBody(request) || !(mayBeLarge || takesBody.matches(request))) {
      chain.doFilter(request, response);
      return;
    }
    String requester = Requester.of(request);
    Body body = new Body(request, requester, mayBeLarge ? LARGE : SMALL);
    try {
      receive(body, requester, request, response, chain);
    } finally {
      body.release();
    }
  }

  private void receive(
      Body body,
      String requester,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    if (!bodies.take(requester)) {
      refusal.refuse(
          Problem.of(
              ProblemCode.BUSY,
              "The service already receives the maximum number of bodies. Try again in a second."),
          request,
          response);
      return;
    }
    byte[] received;
    try {
      received = body.read();
    } catch (BodyRefusedException e) {
      refusal.refuse(e.problem(), request, response);
      return;
    } catch (IOException e) {
      if (!isTimeout(e)) {
        throw e;
      }
      // The server has taken the request for a bad one already, and asks for what to answer.
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      ProblemWriter.rememberForError(body.tooSlow(), request);
      return;
    } finally {
      bodies.leave(requester);
    }
    chain.doFilter(new ReceivedRequest(request, received), response);
  }

  private static boolean isTimeout(IOException e) {
    return e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
  }

  /// A body that is being received.
  private final class Body {
    private final HttpServletRequest request;
    private final String requester;
    private final Limits limits;
    private boolean large;

    Body(HttpServletRequest request, String requester, Limits limits) {
      this.request = request;
      this.requester = requester;
      this.limits = limits;
    }

    byte[] read() throws IOException, BodyRefusedException {
      long announced = request.getContentLengthLong();
      require(announced);
      long end = System.nanoTime() + limits.deadline().toNanos();
      InputStream in = request.getInputStream();
      byte[] body = new byte[announced < 0 ? PIECE : (int) announced];
      int size = 0;
      for (int count = 0; count >= 0; count = in.read(body, size, body.length - size)) {
        size += count;
        require(size);
        if (System.nanoTime() - end > 0) {
          throw new BodyRefusedException(tooSlow());
        }
        if (size == body.length) {
          if (announced >= 0) {
            break;
          }
          body = Arrays.copyOf(body, Math.min(2 * size, limits.bytes() + 1));
        }
      }
      return size == body.length ? body : Arrays.copyOf(body, size);
    }

    /// Checks a size, and takes the place of large bodies if it is large.
    private void require(long bytes) throws BodyRefusedException {
      if (bytes > limits.bytes()) {
        throw new BodyRefusedException(
            Problem.of(
                    ProblemCode.TOO_LARGE,
                    "The body has more than " + limits.bytes() + " bytes. Send fewer.")
                .with("limitBytes", limits.bytes()));
      }
      if (bytes > SMALL.bytes() && !large) {
        large = largeBodies.take(requester);
        if (!large) {
          throw new BodyRefusedException(
              Problem.of(
                  ProblemCode.BUSY,
                  "The service already works on a large body. Try again in a few seconds."));
        }
      }
    }

    Problem tooSlow() {
      return Problem.of(
          ProblemCode.REQUEST_TIMEOUT,
          "The body did not arrive within "
              + limits.deadline().toSeconds()
              + " seconds. Send it without pauses.");
    }

    void release() {
      if (large) {
        largeBodies.leave(requester);
      }
    }
  }

  /// A rejection of a body.
  private static final class BodyRefusedException extends Exception {
    private final transient Problem problem;

    BodyRefusedException(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
