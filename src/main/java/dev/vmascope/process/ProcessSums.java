package dev.vmascope.process;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.SizesView;
import dev.vmascope.http.row.Summed;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import org.jspecify.annotations.Nullable;

/// The part of a [ProcessRow] that totals add up.
record ProcessSums(
    @Summed @Nullable Integer threads,
    SizesView sizes,
    @Summed @Nullable Long mappings,
    @Summed @Nullable Long privateBytes,
    @Summed @Nullable Long proportionalBytes,
    @Summed @Nullable Long uniqueBytes) {
  static ProcessSums of(ProcessSample process) {
    return new ProcessSums(
        process.reading().hasStat() ? Integer.valueOf(process.reading().stat().threads()) : null,
        SizesView.of(process.reading().sizes()),
        JsonOptional.of(process.value(Measure.MAPPINGS)),
        JsonOptional.of(process.value(Measure.PRIVATE)),
        JsonOptional.of(process.value(Measure.PROPORTIONAL)),
        JsonOptional.of(process.value(Measure.UNIQUE)));
  }
}
