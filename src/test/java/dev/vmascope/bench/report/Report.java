package dev.vmascope.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of all runs, in the order in which they were measured first.
public final class Report {
  private static final List<String> HEAD =
      List.of(
          "| promise | what | median (least–most) | compared with | ratio | target | | |",
          "|---|---|---:|---:|---:|---:|---|---|");

  private final Map<Key, List<Row>> rows = new LinkedHashMap<>();
  private String part = "";
  private int run;

  private record Key(String part, String promise, String what, String reference) {}

  /// Begins a part of a run: the rows to come are of it.
  ///
  /// @param number of the run, from 1
  public void begin(int number, String name) {
    run = number;
    part = name;
  }

  /// Adds a row of the part that has begun, and gives it as a line of progress.
  public String add(Row row) {
    Key key =
        new Key(
            part, row.promise(), row.what(), row.reference().map(Row.Reference::name).orElse(""));
    List<Row> before = rows.computeIfAbsent(key, _ -> new ArrayList<>());
    if (before.size() >= run) {
      throw new IllegalStateException("run " + run + " measured it twice: " + key);
    }
    before.add(row);
    return MergedRow.of(part, List.of(row)).print();
  }

  /// The rows, each with all its runs.
  public List<MergedRow> merged() {
    return rows.entrySet().stream()
        .map(entry -> MergedRow.of(entry.getKey().part(), entry.getValue()))
        .toList();
  }

  /// The table of the merged rows.
  public List<String> table() {
    List<String> lines = new ArrayList<>(HEAD);
    merged().forEach(row -> lines.add(row.print()));
    return lines;
  }
}
