package dev.vmascope.process;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.SizesView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.row.Summed;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The totals of processes, by the columns of [ProcessRow]. Each is that of the processes that have
/// the value, and absent if none has.
record ProcessSums(
    @Summed @Nullable Long threads,
    SizesView sizes,
    @Summed @Nullable Long mappings,
    @Summed @Nullable Long privateBytes,
    @Summed @Nullable Long proportionalBytes,
    @Summed @Nullable Long uniqueBytes) {
  static ProcessSums of(List<ProcessSample> processes) {
    MeasureValues.Sum sum = new MeasureValues.Sum();
    AnswerWork.over(processes).forEach(process -> sum.add(process.values()));
    MeasureValues values = sum.values();
    return new ProcessSums(
        threads(processes),
        SizesView.of(
            MemorySizes.sum(AnswerWork.over(processes).map(process -> process.reading().sizes()))),
        JsonOptional.of(values.value(Measure.MAPPINGS)),
        JsonOptional.of(values.value(Measure.PRIVATE)),
        JsonOptional.of(values.value(Measure.PROPORTIONAL)),
        JsonOptional.of(values.value(Measure.UNIQUE)));
  }

  private static @Nullable Long threads(List<ProcessSample> processes) {
    Long threads = null;
    for (ProcessSample process : processes) {
      AnswerWork.row();
      if (process.reading().hasStat()) {
        threads = process.reading().stat().threads() + (threads == null ? 0 : threads);
      }
    }
    return threads;
  }
}
