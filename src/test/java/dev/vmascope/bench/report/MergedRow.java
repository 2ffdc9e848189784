package dev.vmascope.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// A row of all runs: the median of the runs, with the least and the most run.
///
/// @param part the part of the bench that measured it
/// @param row values over runs; of a single run they are over its rounds
/// @param ratio over runs; absent without a reference
/// @param runs in their order; a run that ended early is missing
public record MergedRow(String part, Row row, Optional<Spread> ratio, List<Row> runs) {
  public MergedRow {
    runs = List.copyOf(runs);
  }

  static MergedRow of(String part, List<Row> runs) {
    Row first = runs.getFirst();
    Optional<Spread> ratio =
        first.reference().map(_ -> overRuns(runs, row -> row.ratio().orElseThrow()));
    if (runs.size() == 1) {
      return new MergedRow(part, first, ratio, runs);
    }
    Row merged =
        new Row(
            first.promise(),
            first.what(),
            first.unit(),
            overRuns(runs, row -> row.value().median()),
            first
                .reference()
                .map(other ->
                    new Row.Reference(
                        other.name(),
                        overRuns(runs, row -> row.reference().orElseThrow().value().median()))),
            first.target(),
            first
                .size()
                .map(size ->
                    new Row.Size(
                        size.of(),
                        size.line(),
                        overRuns(runs, row -> row.size().orElseThrow().count()).median())),
            runs.stream()
                .map(Row::note)
                .filter(note -> !note.isEmpty())
                .distinct()
                .collect(Collectors.joining("; ")));
    return new MergedRow(part, merged, ratio, runs);
  }

  private static Spread overRuns(List<Row> runs, ToDoubleFunction<Row> number) {
    return Spread.of(runs.stream().mapToDouble(number).toArray());
  }

  /// Whether the median of the runs keeps the promise; absent where nothing is promised.
  public Optional<Boolean> met() {
    return row.target()
        .map(target -> target.met(row.value().median(), ratio.map(Spread::median).orElse(0.0)));
  }

  /// The row of a table in Markdown.
  public String print() {
    return "| %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            row.promise(),
            cell(row.what()),
            row.unit().print(row.value()),
            row.reference()
                .map(other -> other.name() + " " + row.unit().print(other.value()))
                .orElse(""),
            ratio.map(MergedRow::print).orElse(""),
            row.target().map(target -> target.print(row.unit())).orElse(""),
            met().map(met -> met ? "met" : "MISSED").orElse(""),
            cell(notes()));
  }

  /// A text that ends no cell of the table.
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String print(Spread ratio) {
    return ratio.least() == ratio.most()
        ? String.format(Locale.ROOT, "%.2f", ratio.median())
        : String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.least(), ratio.most());
  }

  private String notes() {
    String each =
        row.size()
            .map(size ->
                String.format(
                    Locale.ROOT,
                    "%,.0f %s, %s each",
                    size.count(),
                    size.of(),
                    row.unit().print(row.value().median() / size.count())))
            .orElse("");
    return each.isEmpty() || row.note().isEmpty() ? each + row.note() : each + "; " + row.note();
  }
}
