package dev.vmascope.growth;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The headroom of a measure, and the time to exhaustion at its slope.
@Schema(name = "LimitAhead")
record LimitAheadView(
    @Schema(
            description =
                "vm.max_map_count; control group: the smallest memory limit on the way to its root; machine: MemTotal;"
                    + " java-heap: what a Java virtual machine has set aside for its heap",
            allowableValues = {"vm.max_map_count", "control group", "machine", "java-heap"})
        String of,
    @Schema(description = "Mappings, or bytes of private memory; of a heap, when it was last read")
        long value,
    @Schema(description = "What it may be, in the same unit") long limit,
    @Schema(description = "value / limit; not clamped") double utilisation,
    @Schema(
            description =
                "Time until the limit is reached if it goes on as over the window; absent where it does not approach, or"
                    + " its growth is not known yet")
        @Nullable Double secondsLeft) {

  /// The headroom after a time has passed since the value was read.
  LimitAheadView after(Duration age) {
    return new LimitAheadView(
        of,
        value,
        limit,
        utilisation,
        secondsLeft == null ? null : Math.max(0, secondsLeft - age.toMillis() / 1e3));
  }

  /// The headroom; absent where the value or the limit is unknown.
  static @Nullable LimitAheadView of(
      String what, OptionalLong value, OptionalLong limit, OptionalDouble slope) {
    if (value.isEmpty() || limit.isEmpty()) {
      return null;
    }
    long left = Math.max(0, limit.getAsLong() - value.getAsLong());
    double pace = slope.orElse(0);
    return new LimitAheadView(
        what,
        value.getAsLong(),
        limit.getAsLong(),
        (double) value.getAsLong() / limit.getAsLong(),
        pace > 0 ? (double) left / pace : null);
  }
}
