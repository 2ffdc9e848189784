package dev.vmascope.live;

import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/// The pauses of requests that wait for a process to change. Each holds a listing meanwhile. They
/// end early when the service does.
@Component
final class Pauses implements ApplicationListener<ContextClosedEvent> {
  /// The limit on all listings that are held, in KiB: a quarter of what all reads have.
  private static final int MOST_KIB = 16 << 10;

  private final Semaphore kibibytes = new Semaphore(MOST_KIB);
  private final CountDownLatch closing = new CountDownLatch(1);

  /// Pauses, holding a listing.
  ///
  /// @param bytes the size of the listing
  void pause(Duration time, long bytes) {
    int held = Math.toIntExact(Math.min(MOST_KIB + 1L, bytes / 1024 + 1));
    if (held > MOST_KIB) {
      throw Problem.of(
              ProblemCode.TOO_LARGE,
              "The listing of the process is larger than one that can be kept for a comparison: "
                  + (MOST_KIB >> 10)
                  + " MiB.")
          .exception();
    }
    if (!kibibytes.tryAcquire(held)) {
      throw Problem.of(
              ProblemCode.BUSY,
              "Other requests keep too many listings for their comparisons. Try again.")
          .exception();
    }
    try {
      // True when the service closes: then what has changed until now is the answer.
      boolean _ = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      kibibytes.release(held);
    }
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing.countDown();
  }
}
