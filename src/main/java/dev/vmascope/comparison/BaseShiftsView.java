package dev.vmascope.comparison;

import dev.vmascope.diff.run.BaseShifts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The distances from the bases of a to those of b, as decimals.
@Schema(name = "BaseShifts")
record BaseShiftsView(
    @Schema(description = "Of the program, the file below [heap]", example = "-1511828488192")
        @Nullable String program,
    @Schema(description = "Of [heap]") @Nullable String heap,
    @Schema(description = "Of the highest file below [stack], mostly the dynamic linker")
        @Nullable String mmap,
    @Schema(description = "Of the end of [stack]") @Nullable String stack) {

  static BaseShiftsView of(BaseShifts shifts) {
    return new BaseShiftsView(
        of(shifts.program()), of(shifts.heap()), of(shifts.mmap()), of(shifts.stack()));
  }

  private static @Nullable String of(OptionalLong shift) {
    return shift.isPresent() ? Long.toString(shift.getAsLong()) : null;
  }
}
