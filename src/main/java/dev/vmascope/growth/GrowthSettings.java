package dev.vmascope.growth;

import java.time.Duration;

/// Over what times growth and leaks are told.
///
/// @param window twelve blocks of which tell growth
/// @param leakWindow twelve blocks of which tell a leak; a sixth of it is enough where a limit is
///   near
public record GrowthSettings(Duration window, Duration leakWindow) {
  /// How many of the short floors make up the leak window.
  static final int LEAK_FLOORS = 72;

  /// The length of the blocks that leaks are told from.
  public Duration shortFloor() {
    return leakWindow.dividedBy(LEAK_FLOORS);
  }
}
