package dev.vmascope.bench;

import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.kernellog.line.LogShapes;
import java.util.Map;

/// What it costs to read 64 KiB of a log, of the shapes that cost most.
final class LogBench {
  private static final double MOST_NANOS = 10e6;

  private LogBench() {}

  static void run() throws Exception {
    QuietRounds rounds = new QuietRounds();
    String worst = "";
    double most = 0;
    double total = 0;
    Map<String, String> shapes = LogShapes.all();
    for (Map.Entry<String, String> shape : shapes.entrySet()) {
      double median = rounds.median(() -> PastedLog.parse(shape.getValue()));
      total += median;
      if (median > most) {
        most = median;
        worst = shape.getKey().strip().replace("\n", "\\n");
      }
    }
    Bench.row(
        "log",
        "read 64 KiB of a log: `" + worst + "`, the worst of " + shapes.size() + " shapes",
        Bench.millis(most),
        "10 ms; the mean " + Bench.millis(total / shapes.size()) + "; " + rounds,
        most / MOST_NANOS,
        1);
  }
}
