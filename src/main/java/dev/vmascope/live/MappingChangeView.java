package dev.vmascope.live;

import dev.vmascope.diff.ChangeCause;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.LikelyCall;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.PlacedMapping;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.maps.MappingView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change, with the mappings before and after.
@Schema(name = "MappingChange")
record MappingChangeView(
    @Schema(description = "Type of the change") ChangeType change,
    @Schema(description = "Increase of the mapped size; negative for a decrease") long changedBytes,
    @WideOnly
        @Schema(
            description =
                "Bytes gained at the lower end of a mapping that is still one; negative for bytes lost")
        @Nullable Long lowBytes,
    @WideOnly
        @Schema(
            description =
                "Bytes gained at the upper end of a mapping that is still one; negative for bytes lost")
        @Nullable Long highBytes,
    @WideOnly @Schema(description = "Cause of a split or a merge") @Nullable ChangeCause cause,
    @WideOnly
        @Schema(
            description = "Distance of a move, as a decimal; negative if downwards",
            example = "-1048576")
        @Nullable String distanceBytes,
    @Schema(
            description =
                "System calls, or other acts, that often cause such a change; a guess, because a listing shows a"
                    + " state")
        List<LikelyCall> likely,
    @WideOnly
        @Schema(
            description =
                "Certainty of the type: likely for what seems to have moved, but may as well have been removed"
                    + " and added",
            allowableValues = {"certain", "likely"})
        String certainty,
    @WideOnly @Schema(description = "Number of mappings before; 0 if added") int beforeCount,
    @WideOnly @Schema(description = "Number of mappings after; 0 if removed") int afterCount,
    @Schema(description = "The first eight mappings before, in ascending order of address")
        List<MappingView> before,
    @Schema(description = "The first eight mappings after, in ascending order of address")
        List<MappingView> after) {
  /// The limit on the mappings of one side: a change may have as many as the process.
  private static final int MOST_SHOWN = 8;

  static MappingChangeView of(MappingChange change, boolean addresses) {
    // Both ends of one mapping tell where a boundary lies that is known to be aligned.
    boolean showsEnds =
        addresses || change.lowBytes().orElse(0) == 0 || change.highBytes().orElse(0) == 0;
    return new MappingChangeView(
        change.type(),
        change.changedBytes(),
        showsEnds ? JsonOptional.of(change.lowBytes()) : null,
        showsEnds ? JsonOptional.of(change.highBytes()) : null,
        change.cause().orElse(null),
        addresses && change.type() == ChangeType.MOVED
            ? Long.toString(change.distanceBytes().orElseThrow())
            : null,
        change.likely(),
        change.certain() ? "certain" : "likely",
        change.before().size(),
        change.after().size(),
        views(change.before(), addresses),
        views(change.after(), addresses));
  }

  private static List<MappingView> views(List<PlacedMapping> mappings, boolean addresses) {
    return mappings.stream()
        .limit(MOST_SHOWN)
        .map(mapping ->
            addresses
                ? MappingView.of(mapping.listed())
                : MappingView.hidden(
                    mapping.listed(),
                    HiddenAddress.above(mapping.ordinal(), mapping.belowEnd(), mapping.mapping())))
        .toList();
  }
}
