package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.WideOnly;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.space.ClassifiedMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mapping and its memory use.
@Schema(name = "MappingInDetail", description = "A mapping; with detail=smaps also how it is used")
record SmapsView(
    @JsonUnwrapped MappingView mapping,
    @Nullable UsageView usage,
    @WideOnly
        @Schema(
            description =
                "The kernel's flags of the mapping (VmFlags) in words; one that this version does not know stands as the"
                    + " kernel's two letters",
            example = "[\"readable\",\"may-read\"]")
        @Nullable List<String> vmFlags,
    @WideOnly
        @Schema(description = "Lines of smaps that this version does not know, by key, as printed")
        @Nullable Map<String, String> unknownFields) {

  /// The view of a mapping for callers who may see addresses.
  static SmapsView of(ClassifiedMapping listed) {
    return of(listed, MappingView.of(listed), listed.entry().unknownFields(), true);
  }

  /// The view of a mapping without its addresses; unknown fields are left out too, since one may be
  /// an address.
  static SmapsView hidden(ClassifiedMapping listed, HiddenAddress place) {
    return of(listed, MappingView.hidden(listed, place), Map.of(), false);
  }

  private static SmapsView of(
      ClassifiedMapping listed,
      MappingView mapping,
      Map<String, String> unknown,
      boolean addresses) {
    return new SmapsView(
        mapping,
        UsageView.of(listed.usage(), addresses),
        listed.entry().flags().map(VmFlags::words).orElse(null),
        unknown.isEmpty() ? null : unknown);
  }
}
