package dev.vmascope.live;

import dev.vmascope.diff.ChangeCause;
import dev.vmascope.diff.ChangeType;
import dev.vmascope.diff.LikelyCall;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.PlacedMapping;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.maps.MappingView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change, with the mappings before and after.
@Schema(name = "MappingChange")
record MappingChangeView(
    @Schema(description = "Type of the change") ChangeType change,
    @Schema(description = "Increase of the mapped size; negative for a decrease") long changedBytes,
    @Schema(
            description =
                "Bytes gained at the lower end of a mapping that is still one; negative for bytes lost")
        @Nullable Long lowBytes,
    @Schema(
            description =
                "Bytes gained at the upper end of a mapping that is still one; negative for bytes lost")
        @Nullable Long highBytes,
    @Schema(description = "Cause of a split or a merge") @Nullable ChangeCause cause,
    @Schema(
            description = "Distance of a move, as a decimal; negative if downwards",
            example = "-1048576")
        @Nullable String distanceBytes,
    @Schema(
            description =
                "System calls, or other acts, that often cause such a change; a guess, because a listing shows a"
                    + " state")
        List<LikelyCall> likely,
    @Schema(
            description =
                "Certainty of the type: likely for anonymous memory that seems to have moved, because it has no"
                    + " identity",
            allowableValues = {"certain", "likely"})
        String certainty,
    @Schema(description = "Mappings before, in ascending order of address; none if added")
        List<MappingView> before,
    @Schema(description = "Mappings after, in ascending order of address; none if removed")
        List<MappingView> after) {

  static MappingChangeView of(MappingChange change, boolean addresses) {
    return new MappingChangeView(
        change.type(),
        change.changedBytes(),
        JsonOptional.of(change.lowBytes()),
        JsonOptional.of(change.highBytes()),
        change.cause().orElse(null),
        addresses && change.type() == ChangeType.MOVED
            ? Long.toString(change.distanceBytes().orElseThrow())
            : null,
        change.likely(),
        change.certain() ? "certain" : "likely",
        views(change.before(), addresses),
        views(change.after(), addresses));
  }

  private static List<MappingView> views(List<PlacedMapping> mappings, boolean addresses) {
    return mappings.stream()
        .map(mapping ->
            addresses
                ? MappingView.of(mapping.listed())
                : MappingView.hidden(
                    mapping.listed(),
                    HiddenAddress.of(mapping.ordinal(), mapping.below(), mapping.mapping())))
        .toList();
  }
}
