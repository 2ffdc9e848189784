package dev.vmascope.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives the meters of Spring Boot that have none a description, without which `promtool check
/// metrics` complains. Those that are of no use here are switched off in `application.yaml`.
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
