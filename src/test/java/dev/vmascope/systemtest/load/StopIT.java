package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// SIGTERM while clients ask: what was begun is finished. `-Dstop.runs=20` for the figure of
/// docs/security.md.
class StopIT {
  private static final int RUNS = Integer.getInteger("stop.runs", 4);
  private static final int CLIENTS = 8;
  private static final Duration MOST = Duration.ofSeconds(20);

  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  @Test
  void finishesWhatWasBegun() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      try (RunningService service = RunningService.start();
          TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "20000");
          ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        URI maps = service.uri("/api/processes/" + program.pid() + "/maps");
        for (int i = 0; i < CLIENTS; i++) {
          assertThat(Wire.get(maps).status()).isEqualTo(200);
        }
        List<Future<?>> all = new ArrayList<>();
        int before = whole.get();
        for (int i = 0; i < CLIENTS; i++) {
          all.add(clients.submit(() -> askUntilItEnds(maps)));
        }
        while (whole.get() < before + CLIENTS) {
          Thread.onSpinWait();
        }
        long began = System.nanoTime();
        Process ending = service.terminate();
        assertThat(ending.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
        assertThat(ending.exitValue()).isEqualTo(128 + 15);
        for (Future<?> one : all) {
          one.get();
        }
      }
    }
    System.out.printf("%d runs: %d whole answers, %d broken%n", RUNS, whole.get(), broken.get());
    assertThat(broken.get()).isZero();
  }

  /// A connection that gets no answer at all was not accepted any more.
  private void askUntilItEnds(URI uri) {
    while (true) {
      try {
        Wire.Answer answer = Wire.get(uri);
        if (answer.status() == 0) {
          return;
        }
        (answer.whole() ? whole : broken).incrementAndGet();
      } catch (IOException _) {
        return;
      }
    }
  }
}
