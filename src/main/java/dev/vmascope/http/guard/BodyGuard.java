package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that reads request bodies before the request takes a place. A body has a size limit and
/// a deadline, and few are awaited at a time, so slow bodies delay only other bodies. It runs after
/// authentication: bodies of unauthenticated clients are never read.
public final class BodyGuard extends OncePerRequestFilter {
  private static final int BODIES = 8;
  private static final int PIECE = 8192;
  private static final int MOST_BYTES = 1 << 16;
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Places bodies = Places.shared(BODIES);
  private final RequestMatcher takesBody;
  private final Refusal refusal;

  /// @param takesBody the operations with a body; other bodies are not read
  /// @param refusal the writer of rejections
  public BodyGuard(RequestMatcher takesBody, Refusal refusal) {
    this.takesBody = takesBody;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!Connections.announcesBody(request) || !takesBody.matches(request)) {
      chain.doFilter(request, response);
      return;
    }
    String requester = Requester.of(request);
    if (!bodies.take(requester)) {
      refusal.refuse(
          Problem.of(
              ProblemCode.BUSY,
              "The service already receives the maximum number of bodies. Try again in a second."),
          request,
          response);
      return;
    }
    byte[] body;
    try {
      body = read(request);
    } catch (BodyRefusedException e) {
      refusal.refuse(e.problem(), request, response);
      return;
    } catch (IOException e) {
      if (!isTimeout(e)) {
        throw e;
      }
      // The server has taken the request for a bad one already, and asks for what to answer.
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      ProblemWriter.rememberForError(tooSlow(), request);
      return;
    } finally {
      bodies.leave(requester);
    }
    chain.doFilter(new ReceivedRequest(request, body), response);
  }

  private static byte[] read(HttpServletRequest request) throws IOException, BodyRefusedException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw new BodyRefusedException(tooLarge());
    }
    long end = System.nanoTime() + DEADLINE.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    InputStream in = request.getInputStream();
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      body.write(piece, 0, count);
      if (body.size() > MOST_BYTES) {
        throw new BodyRefusedException(tooLarge());
      }
      if (System.nanoTime() - end > 0) {
        throw new BodyRefusedException(tooSlow());
      }
    }
    return body.toByteArray();
  }

  private static boolean isTimeout(IOException e) {
    return e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
  }

  private static Problem tooLarge() {
    return Problem.of(
            ProblemCode.TOO_LARGE, "The body has more than " + MOST_BYTES + " bytes. Send fewer.")
        .with("limitBytes", MOST_BYTES);
  }

  private static Problem tooSlow() {
    return Problem.of(
        ProblemCode.REQUEST_TIMEOUT,
        "The body did not arrive within "
            + DEADLINE.toSeconds()
            + " seconds. Send it without pauses.");
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
