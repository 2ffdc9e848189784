package dev.vmascope.sampling;

import dev.vmascope.growth.GrowthSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How growth is measured.
///
/// @param window how far back slopes look
/// @param leakWindow how far back the verdict on leaks looks
/// @param warmUp left out after a process starts, or takes another address space by exec
@ConfigurationProperties("vmascope.growth")
public record GrowthProperties(
    @DefaultValue("15m") Duration window,
    @DefaultValue("6h") Duration leakWindow,
    @DefaultValue("15m") Duration warmUp) {
  /// How long samples are kept, unless memory runs out.
  static final int WINDOWS_KEPT = 4;

  public GrowthProperties {
    if (window.compareTo(Duration.ofSeconds(3)) < 0) {
      throw new IllegalArgumentException(
          "vmascope.growth.window must be at least 3s, got " + window);
    }
    if (leakWindow.compareTo(window) < 0) {
      throw new IllegalArgumentException(
          "vmascope.growth.leak-window must be at least vmascope.growth.window ("
              + window
              + "), got "
              + leakWindow);
    }
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException(
          "vmascope.growth.warm-up must not be negative, got " + warmUp);
    }
  }

  /// The same for the verdict.
  GrowthSettings settings() {
    return new GrowthSettings(window, leakWindow);
  }

  /// How far back samples are kept.
  public Duration kept() {
    return window.multipliedBy(WINDOWS_KEPT);
  }
}
