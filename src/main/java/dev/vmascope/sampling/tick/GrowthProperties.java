package dev.vmascope.sampling.tick;

import dev.vmascope.trend.GrowthSettings;
import dev.vmascope.trend.Trend;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.growth.*`: the time spans of growth verdicts.
///
/// @param window the length of the window of slopes
/// @param leakWindow the length of the window of the verdict on leaks
/// @param warmUp the time left out after a process starts, or takes another address space by exec
@ConfigurationProperties("vmascope.growth")
public record GrowthProperties(
    @DefaultValue("15m") Duration window,
    @DefaultValue("6h") Duration leakWindow,
    @DefaultValue("15m") Duration warmUp) {
  /// The time for which samples are kept, in windows, unless memory runs out.
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

  /// The least time from which growth can be judged.
  Duration leastLife() {
    return window.dividedBy(3);
  }

  /// The time that a process must live until its growth is reported.
  Duration reportedAfter() {
    return warmUp.plus(leastLife());
  }

  /// The same properties for a process that is not expected to live long enough: a third of its
  /// life is left out, and another third is used for its growth.
  ///
  /// @param life the life of the processes before it
  GrowthProperties forLivesOf(Duration life) {
    Duration third = life.dividedBy(3);
    return new GrowthProperties(
        window.compareTo(life) < 0 ? window : life,
        leakWindow,
        warmUp.compareTo(third) < 0 ? warmUp : third);
  }

  /// Whether samples are dense enough for verdicts: three in each floor.
  boolean judges(Duration interval) {
    return shortestFloor().compareTo(interval.multipliedBy(3)) >= 0;
  }

  private Duration shortestFloor() {
    Duration ofWindow = window.dividedBy(Trend.FLOORS);
    Duration ofLeakWindow = settings().shortFloor();
    return ofWindow.compareTo(ofLeakWindow) < 0 ? ofWindow : ofLeakWindow;
  }

  /// The same spans for the verdict.
  GrowthSettings settings() {
    return new GrowthSettings(window, leakWindow);
  }

  /// The time for which samples are kept.
  public Duration kept() {
    // Not by multipliedBy, which counts in decimals: each tick needs this for every process.
    return Duration.ofSeconds(
        WINDOWS_KEPT * window.getSeconds(), WINDOWS_KEPT * (long) window.getNano());
  }
}
