package dev.vmascope.web;

import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// The few requests that may look at ELF objects at one time, since each may keep megabytes of
/// them.
@Component
class ObjectTurns {
  private static final int MOST = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore free = new Semaphore(MOST, true);
  private final Duration patience;

  @Autowired
  ObjectTurns() {
    this(PATIENCE);
  }

  /// @param patience how long to wait for a turn
  ObjectTurns(Duration patience) {
    this.patience = patience;
  }

  /// The turn of one request, until it is closed.
  final class Turn implements AutoCloseable {
    private Turn() {}

    @Override
    public void close() {
      free.release();
    }
  }

  /// Waits a moment for a turn.
  Turn take() {
    try {
      if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Turn();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw Problem.of(ProblemCode.BUSY, "Others are looking at the objects of processes; ask again.")
        .exception();
  }
}
