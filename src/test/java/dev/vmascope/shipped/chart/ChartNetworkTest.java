package dev.vmascope.shipped.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The network policy of the chart: who reaches the pods, and what they reach.
class ChartNetworkTest {
  private static final Path DEFAULTS = Chart.values("defaults");

  @Test
  void reachesNothingButTheIssuer() {
    assertThat(policy(DEFAULTS).getSpec().getEgress()).isEmpty();
    assertThat(policy(DEFAULTS).getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy(DEFAULTS).getSpec().getIngress()).hasSize(1);
    assertThat(policy(Chart.values("jwt-of-the-cluster")).getSpec().getEgress()).hasSize(1);
    assertThat(
            policy(Chart.values("jwt-of-the-cluster")).getSpec().getIngress().getFirst().getFrom())
        .as("who is let in, and the pod of the test")
        .hasSize(2);
    assertThat(
            policy(Chart.values("jwt-of-another-issuer"))
                .getSpec()
                .getEgress()
                .getFirst()
                .getPorts())
        .hasSize(1);
    assertThat(Chart.objects(Chart.values("little"), NetworkPolicy.class)).isEmpty();
  }

  private static NetworkPolicy policy(Path values) {
    return Chart.objects(values, NetworkPolicy.class).getFirst();
  }
}
