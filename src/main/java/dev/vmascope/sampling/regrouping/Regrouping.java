package dev.vmascope.sampling.regrouping;

import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.group.Groups;
import dev.vmascope.sampling.tick.SamplingProperties;
import java.util.List;
import org.springframework.stereotype.Component;

/// The groups of a sample by a field instead of the rules for the metrics.
@Component
public class Regrouping {
  private final SamplingProperties properties;

  Regrouping(SamplingProperties properties) {
    this.properties = properties;
  }

  /// The processes with memory by the value of a field: see [Groups#by].
  public List<GroupSample> by(GroupField field, Sample sample) {
    return Groups.by(field, sample.processes(), sample.at(), properties.interval());
  }

  /// Whether samples have proportional and unique sizes.
  public boolean hasRollups() {
    return properties.rollup();
  }
}
