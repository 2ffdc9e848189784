package dev.vmascope.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Exposition;
import dev.vmascope.ServiceClient;
import dev.vmascope.shipped.promql.MetricsContract;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the service publishes is what the contract says: names and labels.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.sampling.interval=200ms",
      "vmascope.growth.window=3s",
      "vmascope.growth.warm-up=0s"
    })
class PublishedMetricsTest {
  @LocalServerPort private int port;
  private final MetricsContract contract = MetricsContract.read();

  private Exposition scrape() {
    return Exposition.parse(new ServiceClient(port).utf8("/actuator/prometheus"));
  }

  private static List<Exposition.Sample> own(Exposition scrape) {
    return scrape.samples().stream()
        .filter(sample -> sample.name().startsWith("vmascope_"))
        .toList();
  }

  @Test
  void haveNoNameAndNoLabelThatTheContractHasNot() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> own(scrape()).stream().anyMatch(sample -> sample.name().contains("growth_")));
    for (Exposition.Sample sample : own(scrape())) {
      MetricsContract.Metric metric =
          contract
              .of(sample.name().replaceAll("_ratio_max$", "_ratio_sum"))
              .orElseThrow(() -> new AssertionError(sample.name()));
      Set<String> labels = new TreeSet<>(sample.labels().keySet());
      labels.removeAll(Set.of("le", "quantile"));
      assertThat(labels).as(sample.name()).isEqualTo(new TreeSet<>(metric.labels()));
    }
  }

  @Test
  void haveWhateverIsThereFromTheFirstSampleOn() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            own(scrape()).stream().anyMatch(sample -> sample.name().contains("process_mappings")));
    Set<String> published = new TreeSet<>();
    for (Exposition.Sample sample : own(scrape())) {
      contract.of(sample.name()).ifPresent(metric -> published.add(metric.name()));
    }
    Set<String> expected = new TreeSet<>();
    contract.metrics().values().stream()
        .filter(metric -> metric.name().startsWith("vmascope_"))
        .filter(metric -> metric.data() == MetricsContract.Data.ALWAYS)
        .forEach(metric -> expected.add(metric.name()));
    assertThat(published).containsAll(expected);
  }

  /// Families of the service's own registry and those of Micrometer's collection do not see each
  /// other.
  @Test
  void haveOneTypeForEachName(@Autowired PrometheusMeterRegistry registry) throws Exception {
    assertThat(registry.getClass().getPackageName()).isEqualTo("dev.vmascope.metrics");
    ServiceClient client = new ServiceClient(port);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.utf8("/actuator/prometheus").contains("vmascope_processes"));
    String text = client.utf8("/actuator/prometheus");
    assertThat(
            text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2]))
        .contains("vmascope_processes", "vmascope_sampling_seconds")
        .doesNotHaveDuplicates();
  }

  /// What `docs/metrics.md` allows for the service itself, with room for the requests of a long
  /// life.
  @Test
  void areFewOfTheServiceItself() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            own(scrape()).stream().anyMatch(sample -> sample.name().contains("process_mappings")));
    assertThat(scrape().samples())
        .filteredOn(sample -> !sample.name().matches("vmascope_(group|process|findings).*"))
        .hasSizeLessThan(750);
  }
}
