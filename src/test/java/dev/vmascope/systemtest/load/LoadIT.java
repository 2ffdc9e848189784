package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The worst process, asked for by many at once: `-Dload.seconds=60` for the figure of
/// docs/security.md.
@Alone("measures memory under load")
class LoadIT {
  private static final int MAPPINGS = 65_000;
  private static final int CLIENTS = 64;
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("load.seconds", 10));
  private static final long MOST_RESIDENT = 384L << 20;

  @Test
  void staysWithinItsMemoryAndAnswersOrRefuses() throws Exception {
    try (RunningService service = RunningService.start("--vmascope.scan.max-read=10s");
        TestProgram large =
            TestProgram.start(TestProgram.compile("many-mappings"), String.valueOf(MAPPINGS));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<URI> requests =
          List.of(
              service.uri("/api/processes/" + large.pid() + "/maps"),
              service.uri("/api/processes/" + large.pid() + "/maps?format=csv"),
              service.uri("/api/processes/" + large.pid() + "/summary"),
              service.uri("/api/processes/" + large.pid() + "/maps?detail=smaps"));
      long end = System.nanoTime() + TIME.toNanos();
      List<Future<Map<Integer, Integer>>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i;
        all.add(clients.submit(() -> ask(requests, first, end)));
      }
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Map<Integer, Integer>> one : all) {
        one.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
      }
      long resident = service.statusBytes("VmHWM");
      System.out.printf(
          "%d clients for %s: statuses %s, at most %d MiB resident%n",
          CLIENTS, TIME, statuses, resident >> 20);
      assertThat(statuses).containsKey(200);
      assertThat(statuses.keySet()).isSubsetOf(200, 429, 503);
      assertThat(resident).isLessThanOrEqualTo(MOST_RESIDENT);
      assertThat(service.get("/livez").statusCode()).isEqualTo(200);
      assertThat(service.log()).noneMatch(line -> line.contains("OutOfMemory"));
    }
  }

  private static Map<Integer, Integer> ask(List<URI> requests, int first, long endNanos)
      throws Exception {
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = first; System.nanoTime() < endNanos; i++) {
      Wire.Answer answer = Wire.get(requests.get(i % requests.size()));
      assertThat(answer.whole()).as("%s", answer).isTrue();
      statuses.merge(answer.status(), 1, Integer::sum);
    }
    return statuses;
  }
}
