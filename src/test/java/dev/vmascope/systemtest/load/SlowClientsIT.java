package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A thousand connections of `slowhttptest` that send or take a little at a time: probes do not
/// notice. (Those that it refuses, the service closes at once, so it has fewer at one time.)
@InTime("measures times")
class SlowClientsIT {
  private static final String CONNECTIONS = "1000";
  private static final String SECONDS = "15";

  @ParameterizedTest
  @CsvSource({"-H, GET, 200", "-B, POST, 10", "-X, GET, 18"})
  void doNotHoldUpProbes(String mode, String method, int least) throws Exception {
    try (RunningService service = RunningService.start();
        TestProgram large = TestProgram.start(TestProgram.compile("many-mappings"), "30000")) {
      for (int i = 0; i < 200; i++) {
        service.get("/livez");
      }
      String target = service.uri("/api/processes/" + large.pid() + "/maps").toString();
      Process slow =
          new ProcessBuilder(
                  "slowhttptest",
                  mode,
                  "-c",
                  CONNECTIONS,
                  "-r",
                  "300",
                  "-i",
                  "2",
                  "-l",
                  SECONDS,
                  "-t",
                  method,
                  "-u",
                  target,
                  "-p",
                  "3",
                  "-v",
                  "0")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      List<Long> latencies = new ArrayList<>();
      int mostConnections = 0;
      while (!slow.waitFor(5, TimeUnit.MILLISECONDS)) {
        long began = System.nanoTime();
        assertThat(service.get("/livez").statusCode()).isEqualTo(200);
        latencies.add(System.nanoTime() - began);
        if (latencies.size() % 50 == 0) {
          mostConnections = Math.max(mostConnections, connections(service));
          assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
        }
      }
      latencies.sort(null);
      Duration high = Duration.ofNanos(latencies.get(latencies.size() * 99 / 100));
      System.out.printf(
          "slowhttptest %s: %d probes, 99 %% within %d ms, longest %d ms, at most %d connections%n",
          mode,
          latencies.size(),
          high.toMillis(),
          latencies.getLast() / 1_000_000,
          mostConnections);
      assertThat(mostConnections).as("the load was there").isGreaterThan(least);
      assertThat(high).isLessThan(Duration.ofMillis(100));
    }
  }

  private static int connections(RunningService service) throws Exception {
    String[] sockets = Path.of("/proc/" + service.pid() + "/fd").toFile().list();
    return sockets == null ? 0 : sockets.length;
  }
}
