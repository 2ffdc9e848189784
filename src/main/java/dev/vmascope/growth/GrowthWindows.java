package dev.vmascope.growth;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.sampling.tick.GrowthProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The allowed time windows of growth: the sampled one, and others within the kept samples.
record GrowthWindows(GrowthProperties properties) {
  private static final Duration LEAST = Duration.ofSeconds(3);

  /// The value of the parameter `window`.
  Duration parse(@Nullable String window) {
    return window == null
        ? properties.window()
        : Parameters.duration("window", window, LEAST, properties.kept());
  }

  /// Whether the sample has the slopes of this window.
  boolean isDefault(Duration window) {
    return window.equals(properties.window());
  }
}
