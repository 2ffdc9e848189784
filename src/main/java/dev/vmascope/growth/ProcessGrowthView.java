package dev.vmascope.growth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.trend.Verdict;
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
    @Schema(description = "Group of the process: see /api/groups") @Nullable String group,
    @Schema(description = "Window of the slopes", example = "PT15M", type = "string")
        Duration window,
    @Schema(description = "Time from which samples count, after warm-up")
        @Nullable Instant warmFrom,
    @Schema(description = "Worst verdict on any measure") Verdict verdict,
    @Schema(
            description =
                "Category of mappings to blame: the one whose address space leaks fastest, else grows fastest. If"
                    + " memory grows and no address space does, the one that received most of it. Absent if nothing"
                    + " grows, or if it is not known yet")
        @Nullable String blamed,
    @Schema(description = "Change of private memory; not a verdict") @Nullable ChangeView change,
    @Schema(description = "Headroom in mappings; absent if it is not known")
        @Nullable HeadroomView mappingLimit,
    @Schema(description = "Headroom in private memory; absent if it is not known")
        @Nullable HeadroomView memoryLimit,
    @Schema(
            description =
                "Headroom in the Java heap up to its maximum (-Xmx); absent unless memory was seen to fill it")
        @Nullable HeadroomView heapLimit,
    @Schema(
            description =
                "Mappings that grew; absent unless the process grows, and until its mappings were read twice since")
        @Nullable GrownMappingsView grownMappings,
    @Schema(
            description =
                "Time when proportionalBytes and uniqueBytes were read; absent unless vmascope.sampling.rollup is on")
        @Nullable Instant rollupAt,
    @Schema(description = "Sizes and the number of mappings") List<MeasureGrowthView> measures,
    @Schema(description = "Address space by category of mapping, fastest first")
        List<MeasureGrowthView> categories,
    @Schema(description = "Samples of the window, oldest first") List<TimedValuesView> samples,
    CaptureView capture,
    @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
        List<UnavailableField> unavailable) {}
