package dev.vmascope.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The descriptions for those meters of Spring Boot that have none. `promtool check metrics`
/// complains about meters without one. Unused meters are switched off in `application.yaml`.
@Configuration(proxyBeanMethods = false)
class BootMeters {
  @Bean
  static MeterFilter descriptions() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().equals("http.server.requests") && id.getDescription() == null
            ? new Meter.Id(
                id.getName(),
                Tags.of(id.getTagsAsIterable()),
                id.getBaseUnit(),
                "Requests that were answered",
                id.getType())
            : id;
      }
    };
  }
}
