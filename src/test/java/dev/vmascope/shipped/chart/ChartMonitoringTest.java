package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.shipped.dashboard.Dashboard;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the chart makes for Prometheus and Grafana.
public class ChartMonitoringTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  @Test
  void bothMonitorsKeepTheLabelsOfWhatIsWatched() {
    PodMonitor pods = Chart.objects(Chart.values("pod-monitor"), PodMonitor.class).getFirst();
    ServiceMonitor service =
        Chart.objects(Chart.values("service-monitor"), ServiceMonitor.class).getFirst();
    assertThat(pods.getSpec().getSampleLimit()).isEqualTo(15_000);
    assertThat(service.getSpec().getSampleLimit()).isEqualTo(20_000);
    PodMetricsEndpoint endpoint = pods.getSpec().getPodMetricsEndpoints().getFirst();
    assertThat(endpoint.getHonorLabels()).isTrue();
    assertThat(endpoint.getAuthorization().getCredentials().getName())
        .isEqualTo("vmascope-clients");
    assertThat(endpoint.getRelabelings())
        .anySatisfy(rule -> {
          assertThat(rule.getAction()).isEqualTo("labeldrop");
          assertThat("pod").matches(rule.getRegex());
          assertThat("node").doesNotMatch(rule.getRegex());
        })
        .anySatisfy(rule -> {
          assertThat(rule.getTargetLabel()).isEqualTo("job");
          assertThat(rule.getReplacement()).isEqualTo("vmascope");
        })
        .anySatisfy(rule -> assertThat(rule.getTargetLabel()).isEqualTo("node"));
    assertThat(service.getSpec().getEndpoints().getFirst().getHonorLabels()).isTrue();
    assertThat(Chart.objects(DEFAULTS))
        .noneMatch(object -> object instanceof PodMonitor || object instanceof ServiceMonitor);
    assertThat(
            Chart.objects(Chart.values("existing-tokens"), PodMonitor.class)
                .getFirst()
                .getSpec()
                .getPodMetricsEndpoints()
                .getFirst()
                .getAuthorization()
                .getCredentials()
                .getName())
        .isEqualTo("my-clients");
  }

  @Test
  void refusesToScrapeTwiceOrInVain(@TempDir Path folder) throws IOException {
    Path both = folder.resolve("both.yaml");
    Files.writeString(both, "podMonitor: {enabled: true}\nserviceMonitor: {enabled: true}\n");
    assertThatThrownBy(() -> Chart.render(both)).hasMessageContaining("choose one");
    for (String auth : List.of("{existingSecret: mine}", "{mode: jwt, jwt: {issuer: https://a}}")) {
      Files.writeString(both, "podMonitor: {enabled: true}\nauth: " + auth + "\n");
      assertThatThrownBy(() -> Chart.render(both)).hasMessageContaining("needs scrape.credentials");
    }
    Files.writeString(both, "service: {enabled: false}\nserviceMonitor: {enabled: true}\n");
    assertThatThrownBy(() -> Chart.render(both)).hasMessageContaining("needs service.enabled");
  }

  /// The rules as they stand in what is rendered, with the indentation of the file.
  public static String rules(String values) {
    String rendered = Chart.render(Chart.values(values));
    String spec =
        rendered.substring(
            rendered.indexOf("spec:\n", rendered.indexOf("kind: PrometheusRule"))
                + "spec:\n".length());
    int end = spec.indexOf("\n---");
    return (end < 0 ? spec : spec.substring(0, end)).replaceAll("(?m)^  ", "").strip() + "\n";
  }

  @Test
  void itsDashboardsLinkToThePageThatTheValuesName() {
    String before = "\"http://localhost:8080\"";
    List<String> texts =
        Dashboard.shipped().stream()
            .map(each -> each.text().replace(before, "\"https://vmascope.example\"").strip())
            .toList();
    assertThat(Dashboard.shipped()).anyMatch(each -> each.text().contains(before));
    assertThat(Chart.objects(Chart.values("ways-out"), ConfigMap.class))
        .flatExtracting(map -> map.getData().values())
        .extracting(String::strip)
        .containsExactlyInAnyOrderElementsOf(texts);
  }

  @Test
  void itsDashboardsAreThoseThatWereChecked() {
    List<ConfigMap> maps = Chart.objects(Chart.values("pod-monitor"), ConfigMap.class);
    List<String> texts = new ArrayList<>();
    for (ConfigMap map : maps) {
      assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
      assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Nodes");
      texts.addAll(map.getData().values());
    }
    assertThat(texts)
        .extracting(String::strip)
        .containsExactlyInAnyOrderElementsOf(
            Dashboard.shipped().stream().map(Dashboard::text).map(String::strip).toList());
  }
}
