package dev.vmascope.http.api;

import dev.vmascope.http.format.AnswerWork;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/// The interceptor that bounds an API response from its first byte to its last. The bounds are its
/// processor time, and its turn ([AnswerTurns]) if it has taken one.
@Component
class AnswerBounds implements HandlerInterceptor {
  private static final Duration MOST_WORK = Duration.ofSeconds(5);

  private final Duration mostWork;

  @Autowired
  AnswerBounds() {
    this(MOST_WORK);
  }

  /// @param mostWork the limit on the processor time of one response
  AnswerBounds(Duration mostWork) {
    this.mostWork = mostWork;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    AnswerWork.begin(mostWork);
    return true;
  }

  /// Ends the bounds. A response that the framework writes for a controller has been written by
  /// then.
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    AnswerWork.end();
    AnswerTurns.giveBack(request);
  }
}
