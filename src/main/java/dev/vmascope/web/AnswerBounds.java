package dev.vmascope.web;

import dev.vmascope.listing.AnswerWork;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/// The bounds that hold from the beginning of an answer of the API to its last byte: its processor
/// time, and its turn if it has taken one.
@Component
class AnswerBounds implements HandlerInterceptor {
  private static final Duration MOST_WORK = Duration.ofSeconds(5);

  private final Duration mostWork;

  @Autowired
  AnswerBounds() {
    this(MOST_WORK);
  }

  /// @param mostWork the processor time that an answer may take
  AnswerBounds(Duration mostWork) {
    this.mostWork = mostWork;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    AnswerWork.begin(mostWork);
    return true;
  }

  /// An answer that the framework writes for a controller has been written by then.
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
