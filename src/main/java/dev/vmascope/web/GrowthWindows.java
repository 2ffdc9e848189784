package dev.vmascope.web;

import dev.vmascope.sampling.GrowthProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The times over which growth can be asked for: the one that is sampled anyway, and others for as
/// long as samples are kept.
record GrowthWindows(GrowthProperties properties) {
  private static final Duration LEAST = Duration.ofSeconds(3);

  /// The parameter `window`.
  Duration parse(@Nullable String window) {
    return window == null
        ? properties.window()
        : Parameters.duration("window", window, LEAST, properties.kept());
  }

  /// Whether its slopes are in the sample.
  boolean isDefault(Duration window) {
    return window.equals(properties.window());
  }
}
