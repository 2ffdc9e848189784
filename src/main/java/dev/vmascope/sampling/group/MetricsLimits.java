package dev.vmascope.sampling.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.metrics.*`: the maximum numbers of series.
///
/// @param maxGroups the number of live groups with a name of their own; the rest are one group
///   `other`
/// @param maxProcesses the number of processes with series of their own; 0 for none
@ConfigurationProperties("vmascope.metrics")
public record MetricsLimits(
    @DefaultValue("100") int maxGroups, @DefaultValue("20") int maxProcesses) {
  public MetricsLimits {
    if (maxGroups < 1) {
      throw new IllegalArgumentException(
          "vmascope.metrics.max-groups must be at least 1, got " + maxGroups);
    }
    if (maxProcesses < 0) {
      throw new IllegalArgumentException(
          "vmascope.metrics.max-processes must not be negative, got " + maxProcesses);
    }
  }
}
