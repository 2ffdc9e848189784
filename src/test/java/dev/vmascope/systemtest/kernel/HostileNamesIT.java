package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Exposition;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Series are bounded whatever processes call themselves.
@Alone("makes hundreds of groups at once, which fold those of others")
class HostileNamesIT {
  private static final int RENAMED = 300;

  /// Processes that keep a name for some ticks: a group has a name of its own from its second on.
  private static final int SLOWLY_RENAMED = 100;

  private static final String SLOWLY = "700";
  private static final int HOSTILE_NAMES = 50_000;

  /// How many series a node may have with the defaults.
  private static final int MOST = 5_000;

  private static Set<String> groups(Exposition scrape) {
    return scrape.samples().stream()
        .filter(sample -> sample.name().equals("vmascope_group_processes"))
        .map(sample -> sample.labels().getOrDefault("group", ""))
        .collect(Collectors.toSet());
  }

  @Test
  void areBoundedWhateverProcessesCallThemselves() throws Exception {
    try (RunningService service = RunningService.start("--vmascope.sampling.interval=200ms");
        TestProgram _ = TestProgram.start(TestProgram.compile("names"), Integer.toString(RENAMED));
        TestProgram _ =
            TestProgram.start(
                TestProgram.compile("names"), Integer.toString(SLOWLY_RENAMED), SLOWLY)) {
      Set<String> seen = new HashSet<>();
      double ticks = 0;
      while (ticks * RENAMED < HOSTILE_NAMES) {
        String text = service.scrape();
        Exposition scrape = Exposition.parse(text);
        assertThat(scrape.samples().size()).isLessThanOrEqualTo(MOST);
        assertThat(groups(scrape).size()).isLessThanOrEqualTo(101);
        assertThat(Prometheus.complaints(text)).isEmpty();
        seen.addAll(groups(scrape));
        ticks =
            scrape.samples().stream()
                .filter(sample -> sample.name().equals("vmascope_sampling_seconds_count"))
                .findFirst()
                .orElseThrow()
                .value();
        TimeUnit.MILLISECONDS.sleep(500);
      }
      assertThat(seen.size()).isGreaterThan(1_000);
      assertThat(service.json("/api/groups").path("groups").size()).isLessThanOrEqualTo(101);
    }
  }
}
