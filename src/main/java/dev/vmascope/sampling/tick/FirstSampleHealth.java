package dev.vmascope.sampling.tick;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The health of the sampler: up once there is a first sample. The age of later samples is a
/// metric, not a matter of health.
@Component("firstSample")
class FirstSampleHealth implements HealthIndicator {
  private final Sampler sampler;

  FirstSampleHealth(Sampler sampler) {
    this.sampler = sampler;
  }

  @Override
  public @Nullable Health health() {
    return sampler.latest().isPresent() ? Health.up().build() : Health.outOfService().build();
  }
}
