package dev.vmascope.live;

import dev.vmascope.http.guard.LoadGuard;
import dev.vmascope.http.guard.Places;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/// The pauses of requests that wait for a process to change. Each holds a listing meanwhile. They
/// end early when the service does.
@Component
final class Pauses implements ApplicationListener<ContextClosedEvent> {
  /// The unit in which listings are counted.
  private static final int UNIT_BYTES = 512 << 10;

  /// The limit on all listings that are held: 16 MiB, half of them for one caller.
  private static final int UNITS = 32;

  private final Places units = Places.shared(UNITS);
  private final CountDownLatch closing = new CountDownLatch(1);

  /// Pauses, holding a listing.
  ///
  /// @param bytes the size of the listing
  /// @param requester the caller, by whom listings are counted
  void pause(Duration time, long bytes, String requester) {
    long needed = bytes / UNIT_BYTES + 1;
    if (needed > UNITS / 2) {
      throw Problem.of(
              ProblemCode.TOO_LARGE,
              "The listing of the process is larger than what can be kept for a comparison: "
                  + ((UNITS / 2L * UNIT_BYTES) >> 20)
                  + " MiB.")
          .exception();
    }
    int taken = 0;
    try {
      while (taken < needed) {
        if (!units.take(requester)) {
          throw Problem.of(
                  ProblemCode.BUSY,
                  "Other requests keep too many listings for their comparisons. Try again in "
                      + LoadGuard.WATCHED.toSeconds()
                      + " seconds.")
              .exception();
        }
        taken++;
      }
      // True when the service closes: then what has changed until now is the answer.
      boolean _ = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      for (; taken > 0; taken--) {
        units.leave(requester);
      }
    }
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing.countDown();
  }
}
