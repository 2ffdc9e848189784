package dev.vmascope.trend;

import java.time.Duration;

/// The lengths of time over which growth and leaks are judged.
///
/// @param window the growth window, divided into twelve blocks
/// @param leakWindow the leak window, divided into twelve blocks; a sixth of it is enough where a
///   limit is near
public record GrowthSettings(Duration window, Duration leakWindow) {
  /// The number of short floors in the leak window.
  static final int LEAK_FLOORS = 72;

  /// The length of the blocks from which leaks are judged.
  public Duration shortFloor() {
    return leakWindow.dividedBy(LEAK_FLOORS);
  }
}
