package dev.vmascope.http.guard;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.TruncatedResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that limits concurrent requests and the time to receive a response. Further requests
/// are rejected at once. One caller holds at most half of the places of a kind. It runs after
/// authentication, so unauthenticated clients take no places. Scrapes and the API description have
/// places of their own: monitoring must work while the service is busy. So have requests that watch
/// a process for some seconds: they do nothing meanwhile. A stream of events holds a place only
/// until it has begun.
///
/// Responses without a place (probes, health, redirects) are small, and their connection is closed
/// afterwards: see [Connections]. So the threads that may block on clients are these places, those
/// of [BodyGuard] and the few that wait for the keys of an issuer; the server has more.
public final class LoadGuard extends OncePerRequestFilter {
  private static final int SCRAPES = 4;
  private static final int DESCRIPTIONS = 4;
  private static final int WATCHES = 8;

  /// The longest time for which a request watches before it is answered.
  public static final Duration WATCHED = Duration.ofSeconds(30);

  /// The longest time of a stream of events.
  private static final Duration STREAMED = Duration.ofHours(1);

  private final Places requests;
  private final Places scrapes = Places.shared(SCRAPES);
  private final Places descriptions = Places.shared(DESCRIPTIONS);
  private final Places watches = Places.shared(WATCHES);
  private final LimitProperties limits;
  private final Refusal refusal;

  /// @param refusal the writer of rejections
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
              places == watches
                  ? "%d requests watch processes already, or %d of this caller. Try again in %d seconds."
                      .formatted(WATCHES, WATCHES / 2, WATCHED.toSeconds())
                  : "The service already answers the maximum number of requests of this kind, in all or for one"
                      + " caller; for the API that is vmascope.limits.requests, and half of it. Try again in a"
                      + " second."),
          request,
          response);
      return;
    }
    try {
      boolean stream = isStream(request);
      if (!stream && (request instanceof ReceivedRequest || !Connections.announcesBody(request))) {
        Connections.keep(request, response);
      }
      HttpServletResponse timed = new TimedResponse(response, most(places, stream));
      chain.doFilter(request, timed);
      finish(request, timed);
    } finally {
      places.leave(requester);
    }
  }

  private Duration most(Places places, boolean stream) {
    if (stream) {
      return limits.answer().plus(STREAMED);
    }
    return places == watches ? limits.answer().plus(WATCHED) : limits.answer();
  }

  private static boolean isStream(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith("/api/processes/") && path.endsWith("/events");
  }

  /// Flushes the rest of a response while its place is held: even the last bytes may wait for the
  /// client. A failure without a response is answered by the server, without a place, and the rest
  /// of a stream is written by a thread of its own.
  private static void finish(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.isAsyncStarted()) {
      return;
    }
    if (!response.isCommitted() && response.getStatus() >= 400) {
      Connections.end(request, response);
    } else if (!TruncatedResponse.isMarked(request)) {
      response.getOutputStream().close();
    }
  }

  private @Nullable Places places(String path) {
    if (path.startsWith("/api/processes/") && path.endsWith("/watch")) {
      return watches;
    }
    if (path.equals("/api") || path.startsWith("/api/")) {
      return requests;
    }
    if (path.startsWith("/v3/")) {
      return descriptions;
    }
    return path.endsWith("/prometheus") ? scrapes : null;
  }
}
