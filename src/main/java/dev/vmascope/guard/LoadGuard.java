package dev.vmascope.guard;

import dev.vmascope.problem.BrokenAnswer;
import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// The bound of how many requests are answered at one time, and of how long an answer may take to
/// be received. What is more is refused at once. One caller holds at most half of the places of a
/// sort. It stands behind the question who it is, so that strangers take no places. Scrapes and the
/// API description have places of their own: who watches the service must see it while it is busy.
///
/// What has no place here (probes, health, redirects) is small, and its connection ends with the
/// answer: see [Connections]. So the threads that may wait for clients are these places, those of
/// [BodyGuard] and the few that wait for the keys of an issuer; the server has more.
public final class LoadGuard extends OncePerRequestFilter {
  private static final int SCRAPES = 4;
  private static final int DESCRIPTIONS = 4;

  private final Places requests;
  private final Places scrapes = Places.shared(SCRAPES);
  private final Places descriptions = Places.shared(DESCRIPTIONS);
  private final LimitProperties limits;
  private final Refusal refusal;

  /// @param refusal answers what is refused
  public LoadGuard(LimitProperties limits, Refusal refusal) {
    this.limits = limits;
    this.refusal = refusal;
    requests = Places.shared(limits.requests());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Places places = places(request.getServletPath());
    if (places == null) {
      chain.doFilter(request, response);
      return;
    }
    String requester = Requester.of(request);
    if (!places.take(requester)) {
      refusal.refuse(
          Problem.of(
              ProblemCode.BUSY,
              "As many requests of this sort are being answered as may be, in all or for one caller;"
                  + " for the API that is vmascope.limits.requests, and half of it. Try again in a"
                  + " second."),
          request,
          response);
      return;
    }
    try {
      if (request instanceof ReceivedRequest || !Connections.announcesBody(request)) {
        Connections.keep(request, response);
      }
      HttpServletResponse timed = new TimedResponse(response, limits.answer());
      chain.doFilter(request, timed);
      finish(request, timed);
    } finally {
      places.leave(requester);
    }
  }

  /// Sends what is left of an answer while its place is held: also the last few bytes wait for the
  /// client. What failed without an answer is answered by the server, without a place.
  private static void finish(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted() && response.getStatus() >= 400) {
      Connections.end(request, response);
    } else if (!BrokenAnswer.isMarked(request)) {
      response.getOutputStream().close();
    }
  }

  private @Nullable Places places(String path) {
    if (path.equals("/api") || path.startsWith("/api/")) {
      return requests;
    }
    if (path.startsWith("/v3/")) {
      return descriptions;
    }
    return path.endsWith("/prometheus") ? scrapes : null;
  }
}
