package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The growth of a process, measure by measure.
@Schema(name = "ProcessGrowth")
record ProcessGrowthView(
    @JsonUnwrapped IdentityView process,
    @Schema(description = "Name, at most 15 bytes; absent in a capture without stat and status")
        @Nullable String name,
    @Schema(description = "The group that shows it: see /api/groups") @Nullable String group,
    @Schema(description = "How far back the slopes look", example = "PT15M", type = "string")
        Duration window,
    @Schema(description = "From when on samples count: the process had warmed up")
        @Nullable Instant warmFrom,
    @Schema(
            description = "The worst verdict on any measure",
            allowableValues = {"unknown", "steady", "shrinking", "growing", "leaking"})
        String verdict,
    @Schema(
            description =
                "The category of mappings to blame: where address space leaks, else grows, fastest; where memory grows and"
                    + " no address space does, the one that most of it was seen to go to; absent if none does, or not yet")
        @Nullable String blamed,
    @Schema(description = "Of private memory; no verdict") @Nullable ChangeView change,
    @Schema(description = "Headroom in mappings; absent where it is not known")
        @Nullable LimitAheadView mappingLimit,
    @Schema(description = "Headroom in private memory; absent where it is not known")
        @Nullable LimitAheadView memoryLimit,
    @Schema(
            description =
                "Headroom in the Java heap, of what may be in it (-Xmx); absent unless memory was seen to fill it")
        @Nullable LimitAheadView heapLimit,
    @Schema(
            description =
                "Which mappings grew; absent unless it grows, and until they were read twice since")
        @Nullable GrownMappingsView grownMappings,
    @Schema(
            description =
                "When proportionalBytes and uniqueBytes were read; absent unless vmascope.sampling.rollup is on")
        @Nullable Instant rollupAt,
    @Schema(description = "Sizes and the number of mappings") List<MeasureGrowthView> measures,
    @Schema(description = "Address space by category of mapping, fastest first")
        List<MeasureGrowthView> categories,
    @Schema(description = "The samples of the window, oldest first") List<TimedValuesView> samples,
    CaptureView capture,
    @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}
