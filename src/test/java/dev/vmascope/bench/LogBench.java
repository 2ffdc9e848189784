package dev.vmascope.bench;

import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.kernellog.line.LogShapes;
import java.util.Map;

/// What it costs to read 64 KiB of a log, of the shapes that cost most.
final class LogBench {
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 9;
  private static final double MOST_NANOS = 10e6;

  private LogBench() {}

  static void run() throws Exception {
    String worst = "";
    double most = 0;
    double sum = 0;
    Map<String, String> shapes = LogShapes.all();
    for (Map.Entry<String, String> shape : shapes.entrySet()) {
      double[] times = new double[ROUNDS];
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double took = Bench.nanos(() -> PastedLog.parse(shape.getValue()));
        if (round >= 0) {
          times[round] = took;
        }
      }
      double median = Bench.median(times);
      sum += median;
      if (median > most) {
        most = median;
        worst = shape.getKey().strip();
      }
    }
    Bench.row(
        "log",
        "read 64 KiB of a log: `" + worst + "`, the worst of " + shapes.size() + " shapes",
        Bench.millis(most),
        "10 ms; the mean " + Bench.millis(sum / shapes.size()),
        most / MOST_NANOS,
        1);
  }
}
