package dev.vmascope.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.listing.Detail;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.VmFlags;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A mapping and how it is used.
@Schema(name = "MappingInDetail", description = "A mapping; with detail=smaps also how it is used")
record SmapsView(
    @JsonUnwrapped MappingView mapping,
    @Nullable UsageView usage,
    @Detail
        @Schema(
            description =
                "The kernel's flags of the mapping (VmFlags) in words; one that this version does not know stands as the"
                    + " kernel's two letters",
            example = "[\"readable\",\"may-read\"]")
        @Nullable List<String> vmFlags,
    @Detail
        @Schema(description = "Lines of smaps that this version does not know, by key, as printed")
        @Nullable Map<String, String> unknownFields) {

  static SmapsView of(ListedMapping listed) {
    Map<String, String> unknown = listed.entry().unknownFields();
    return new SmapsView(
        MappingView.of(listed),
        UsageView.of(listed.usage()),
        listed.entry().flags().map(VmFlags::words).orElse(null),
        unknown.isEmpty() ? null : unknown);
  }
}
