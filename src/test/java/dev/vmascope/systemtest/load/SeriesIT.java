package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Exposition;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No series is missing from a scrape while its subject lives, and none outlives it.
/// `-Dscrapes=10000` is the long run.
@Alone("expects the same groups of processes in each scrape")
class SeriesIT {
  private static final int SCRAPES = Integer.getInteger("scrapes", 500);

  /// What is there as long as the service and its neighbour are.
  private static Set<Map.Entry<String, Map<String, String>>> lasting(Exposition scrape) {
    return scrape.samples().stream()
        .filter(sample ->
            sample.name().startsWith("vmascope_")
                && Set.of("even", "odd", "java", "")
                    .contains(sample.labels().getOrDefault("group", "")))
        .filter(sample -> !sample.labels().containsKey("pid"))
        .map(sample -> Map.entry(sample.name(), sample.labels()))
        .collect(Collectors.toSet());
  }

  @Test
  void areNeverMissingWhileTheirSubjectLivesAndNeverOutliveIt() throws Exception {
    try (RunningService service = RunningService.start("--vmascope.sampling.interval=200ms")) {
      int checked = 0;
      try (TestProgram _ =
          TestProgram.startUntil("churns", TestProgram.compile("restless"), "churn", "100")) {
        TimeUnit.SECONDS.sleep(2);
        Set<Map.Entry<String, Map<String, String>>> expected =
            lasting(Exposition.parse(service.scrape()));
        assertThat(expected.size()).isGreaterThan(100);
        for (; checked < SCRAPES; checked++) {
          Exposition scrape = Exposition.parse(service.scrape());
          assertThat(lasting(scrape)).as("scrape %d", checked).containsAll(expected);
        }
      }
      TimeUnit.MILLISECONDS.sleep(2 * 200 + 100);
      assertThat(service.scrape())
          .doesNotContain("restless")
          .doesNotContain("\"even\"")
          .doesNotContain("\"odd\"");
      assertThat(checked).isEqualTo(SCRAPES);
    }
  }
}
