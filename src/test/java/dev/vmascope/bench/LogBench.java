package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.kernellog.line.LogShapes;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What it costs to read 64 KiB of a log, of the shapes that cost most.
final class LogBench {
  private static final double MOST_NANOS = 10e6;

  private LogBench() {}

  static void run(Consumer<Row> rows) throws Exception {
    QuietRounds rounds = new QuietRounds();
    Map<String, Spread> times = new TreeMap<>();
    for (Map.Entry<String, String> shape : LogShapes.all().entrySet()) {
      times.put(shape.getKey(), rounds.times(() -> PastedLog.parse(shape.getValue())));
    }
    Map.Entry<String, Spread> worst =
        Collections.max(
            times.entrySet(), Comparator.comparingDouble(shape -> shape.getValue().median()));
    double mean = times.values().stream().mapToDouble(Spread::median).average().orElseThrow();
    rows.accept(
        Row.of(
                "log",
                "read 64 KiB of a log, the worst of " + times.size() + " shapes",
                Unit.NANOSECONDS,
                worst.getValue())
            .target(new Target.AtMost(MOST_NANOS))
            .note(
                "`"
                    + worst.getKey().strip().replace("\n", "\\n")
                    + "`; the mean of all "
                    + Unit.NANOSECONDS.print(mean)
                    + "; "
                    + rounds));
  }
}
