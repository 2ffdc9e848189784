package dev.vmascope.http.api;

import dev.vmascope.http.guard.Places;
import dev.vmascope.http.guard.Requester;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The turns of the few requests that may hold megabytes on the heap at once. These are requests
/// about ELF objects, pasted texts and changes, whose content others choose. A turn lasts until the
/// last byte of the response ([AnswerBounds]). No caller has more than half of the turns.
@Component
public class AnswerTurns {
  private static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// The request attribute of a turn.
  private static final String TURN = Turn.class.getName();

  private final Places places = Places.shared(MOST);
  private final Duration patience;

  @Autowired
  AnswerTurns() {
    this(PATIENCE);
  }

  /// @param patience the longest wait for a turn
  AnswerTurns(Duration patience) {
    this.patience = patience;
  }

  /// A turn of a requester.
  private record Turn(Places places, String requester) {}

  /// Takes a turn for a request that has none, after a short wait at most.
  public void take(HttpServletRequest request) {
    String requester = Requester.of(request);
    if (!places.takeWithin(patience, requester)) {
      throw Problem.of(
              ProblemCode.BUSY,
              "The service already prepares the maximum number of answers that need much memory. Try again.")
          .exception();
    }
    request.setAttribute(TURN, new Turn(places, requester));
  }

  /// Returns the turn of a request, if it has one.
  static void giveBack(HttpServletRequest request) {
    if (request.getAttribute(TURN) instanceof Turn(Places places, String requester)) {
      request.removeAttribute(TURN);
      places.leave(requester);
    }
  }
}
