package dev.vmascope.web;

import dev.vmascope.guard.Places;
import dev.vmascope.guard.Requester;
import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The few requests that may keep megabytes on the heap at one time: those about ELF objects and
/// about pasted lines of a log, which others make up. A turn lasts until the last byte of the
/// answer has been written ([AnswerBounds]). No caller has more than half of the turns.
@Component
class AnswerTurns {
  private static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// The attribute of requests that have a turn.
  private static final String TURN = Turn.class.getName();

  private final Places places = Places.shared(MOST);
  private final Duration patience;

  @Autowired
  AnswerTurns() {
    this(PATIENCE);
  }

  /// @param patience how long to wait for a turn
  AnswerTurns(Duration patience) {
    this.patience = patience;
  }

  private record Turn(Places places, String requester) {}

  /// Waits a moment for a turn of a request that has none.
  void take(HttpServletRequest request) {
    String requester = Requester.of(request);
    if (!places.takeWithin(patience, requester)) {
      throw Problem.of(
              ProblemCode.BUSY,
              "As many answers that take much memory are being made as may be; ask again.")
          .exception();
    }
    request.setAttribute(TURN, new Turn(places, requester));
  }

  /// Gives the turn of a request back, if it has one.
  static void giveBack(HttpServletRequest request) {
    if (request.getAttribute(TURN) instanceof Turn(Places places, String requester)) {
      request.removeAttribute(TURN);
      places.leave(requester);
    }
  }
}
