package dev.vmascope.process;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.Format;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.trend.EvenTimes;
import dev.vmascope.trend.Measure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recent values of one measure in the rows of a list.
record RowHistories(Measure measure, EvenTimes times) {
  /// The measures that a row has a value of.
  private static final List<String> MEASURES =
      List.of("residentBytes", "privateBytes", "virtualBytes", "swapBytes", "mappings", "threads");

  /// The times of the values in the rows, said once.
  @Schema(name = "HistoryTimes")
  record TimesView(
      @Schema(description = "Measure of the values", example = "privateBytes") String measure,
      @Schema(description = "First time") Instant start,
      @Schema(description = "Time from one to the next, evenly over vmascope.growth.window")
          double stepSeconds,
      @Schema(description = "Number of times; the last is that of the sample") int count) {}

  /// The measure of the parameter `history`.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException for another word, or a format without place
  static Measure measure(String history, Format format) {
    if (!format.hasHead()) {
      throw Parameters.invalid("history", "expected format=json or format=ndjson with it");
    }
    return Optional.of(history)
        .filter(MEASURES::contains)
        .flatMap(Measure::ofKey)
        .orElseThrow(
            () -> Parameters.invalid("history", "expected one of " + String.join(", ", MEASURES)));
  }

  /// The values of a process; `null` if it has none at the time of the sample.
  @Nullable List<Long> of(ProcessSample process) {
    List<Long> values =
        process.history().map(history -> times.values(history.log(), measure)).orElse(List.of());
    return values.isEmpty() ? null : values;
  }

  TimesView view() {
    return new TimesView(measure.key(), times.start(), times.step().toNanos() / 1e9, times.count());
  }

  /// The entries for processes without values.
  List<UnavailableField> absent(List<ProcessSample> page) {
    List<UnavailableField> absent = new ArrayList<>();
    for (ProcessSample process : page) {
      if (!process.hasMemory()) {
        absent.add(absent("not-applicable", Remedies.withoutMemory(process.reading().type())));
      } else if (process.value(measure).isEmpty()) {
        absent.add(absent("partial", "not known of some processes: as for processes[]." + measure));
      }
    }
    return absent.stream().distinct().toList();
  }

  private static UnavailableField absent(String reason, String remedy) {
    return new UnavailableField("processes[].history", reason, remedy);
  }
}
