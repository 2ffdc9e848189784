package dev.vmascope.sampling;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many series there may be.
///
/// @param maxGroups live groups with a name of their own; the rest are one group `other`
@ConfigurationProperties("vmascope.metrics")
public record MetricsLimits(@DefaultValue("100") int maxGroups) {
  public MetricsLimits {
    if (maxGroups < 1) {
      throw new IllegalArgumentException(
          "vmascope.metrics.max-groups must be at least 1, got " + maxGroups);
    }
  }
}
