package dev.vmascope.guard;

import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds how many requests are answered at one time, and how long an answer may take to be
/// received. What is more is refused at once. It stands behind the question who it is, so that
/// strangers take no places. Probes, scrapes and pages have room of their own: who watches the
/// service must see it while it is busy, and pages are for everybody.
public final class LoadGuard extends OncePerRequestFilter {
  private static final int SCRAPES = 4;
  private static final int PAGES = 8;

  private final Semaphore requests;
  private final Semaphore scrapes = new Semaphore(SCRAPES);
  private final Semaphore pages = new Semaphore(PAGES);
  private final LimitProperties limits;
  private final Refusal refusal;

  /// @param refusal answers what is refused
  public LoadGuard(LimitProperties limits, Refusal refusal) {
    this.limits = limits;
    this.refusal = refusal;
    requests = new Semaphore(limits.requests());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Probes.isProbe(request)) {
      chain.doFilter(request, response);
      return;
    }
    Semaphore room = room(request.getServletPath());
    if (!room.tryAcquire()) {
      refusal.refuse(
          Problem.of(
              ProblemCode.BUSY,
              "As many requests of this sort are being answered as may be; for the API that is"
                  + " vmascope.limits.requests. Try again in a second."),
          request,
          response);
      return;
    }
    try {
      chain.doFilter(request, new TimedResponse(response, limits.answer()));
    } finally {
      room.release();
    }
  }

  private Semaphore room(String path) {
    if (path.startsWith("/api") || path.startsWith("/v3/")) {
      return requests;
    }
    return path.endsWith("/prometheus") ? scrapes : pages;
  }
}
