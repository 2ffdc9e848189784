package dev.vmascope.sampling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How growth is measured.
///
/// @param window how far back slopes look
/// @param warmUp left out after a process starts, or takes another address space by exec
@ConfigurationProperties("vmascope.growth")
public record GrowthProperties(
    @DefaultValue("15m") Duration window, @DefaultValue("15m") Duration warmUp) {
  public GrowthProperties {
    if (window.compareTo(Duration.ofSeconds(3)) < 0) {
      throw new IllegalArgumentException(
          "vmascope.growth.window must be at least 3s, got " + window);
    }
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException(
          "vmascope.growth.warm-up must not be negative, got " + warmUp);
    }
  }
}
