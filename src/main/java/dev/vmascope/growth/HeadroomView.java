package dev.vmascope.growth;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The headroom of a measure, and the time to exhaustion at its slope.
@Schema(name = "LimitAhead")
record HeadroomView(
    @Schema(
            description =
                "Name of the limit. vm.max_map_count; control group: the smallest memory limit on the way to the"
                    + " root group; machine: MemTotal; java-heap: the reserved heap of a Java virtual machine",
            allowableValues = {"vm.max_map_count", "control group", "machine", "java-heap"})
        String of,
    @Schema(
            description = "Unit of the value and the limit",
            allowableValues = {"bytes", "mappings"})
        String unit,
    @WideOnly
        @Schema(
            description =
                "Number of mappings, or bytes of private memory; for a heap, as of its last read")
        long value,
    @WideOnly @Schema(description = "Limit, in the same unit") long limit,
    @WideOnly @Schema(description = "value / limit; not clamped") double utilisation,
    @Schema(
            description =
                "Time until the limit is reached at the growth of the window, in seconds; absent if the value"
                    + " does not approach the limit, or if its growth is not known yet")
        @Nullable Double secondsLeft) {

  /// The headroom after a time has passed since the value was read.
  HeadroomView after(Duration age) {
    return new HeadroomView(
        of,
        unit,
        value,
        limit,
        utilisation,
        secondsLeft == null ? null : Math.max(0, secondsLeft - age.toMillis() / 1e3));
  }

  /// The headroom; absent where the value or the limit is unknown.
  static @Nullable HeadroomView of(
      String what, Measure measure, OptionalLong value, OptionalLong limit, OptionalDouble slope) {
    if (value.isEmpty() || limit.isEmpty()) {
      return null;
    }
    long left = Math.max(0, limit.getAsLong() - value.getAsLong());
    double pace = slope.orElse(0);
    return new HeadroomView(
        what,
        measure.unit(),
        value.getAsLong(),
        limit.getAsLong(),
        (double) value.getAsLong() / limit.getAsLong(),
        pace > 0 ? (double) left / pace : null);
  }
}
