package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Holdings;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Requests and ticks for a long time: descriptors, threads and the heap stay as they were.
/// `bin/soak` runs it for twenty minutes.
@Alone("measures memory")
class SoakIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("soak.seconds", 20));
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Test
  void holdsNoMoreAfterwards() throws Exception {
    try (RunningService service =
            RunningService.start(
                // For the collection of garbage.
                "--vmascope.security.read-only=false",
                "--vmascope.sampling.interval=100ms",
                "--vmascope.growth.window=5s",
                "--vmascope.growth.warm-up=1s",
                "--vmascope.scan.max-read=10s");
        TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "300")) {
      String process = "/api/processes/" + program.pid();
      List<URI> requests =
          List.of(
              service.uri("/api"),
              service.uri("/api/processes"),
              service.uri(process),
              service.uri(process + "/maps"),
              service.uri(process + "/maps?format=csv"),
              service.uri(process + "/maps?detail=smaps"),
              service.uri(process + "/maps/0x1000"),
              service.uri(process + "/summary?detail=rollup"),
              service.uri(process + "/pages"),
              service.uri(process + "/numa"),
              service.uri("/api/processes/0/maps"),
              service.uri("/actuator/prometheus"));
      run(requests, WARM_UP);
      Holdings before = settled(service);
      double ticks = service.ticks();
      int sent = run(requests, TIME);
      ticks = service.ticks() - ticks;
      Holdings after = settled(service);
      System.out.printf(
          "%d requests and %.0f ticks in %s: before %s, after %s%n",
          sent, ticks, TIME, before, after);
      assertThat(sent).isGreaterThan((int) (50 * TIME.toSeconds()));
      assertThat(after.descriptors()).isCloseTo(before.descriptors(), within(4));
      assertThat(after.threads()).isCloseTo(before.threads(), within(4));
      assertThat(after.heapBytes() - before.heapBytes()).isLessThan(4 << 20);
    }
  }

  private static Offset<Integer> within(int offset) {
    return Offset.offset(offset);
  }

  /// Once cached readings have been dropped and idle connections closed.
  private static Holdings settled(RunningService service) throws Exception {
    await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
    Holdings.of(service);
    return Holdings.of(service);
  }

  private static int run(List<URI> requests, Duration time) throws Exception {
    int sent = 0;
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; sent++) {
      Wire.Answer answer = Wire.get(requests.get(sent % requests.size()));
      assertThat(answer.whole()).isTrue();
      assertThat(answer.status()).isIn(200, 400, 404, 429);
    }
    return sent;
  }
}
