package dev.vmascope.bench;

import dev.vmascope.kernellog.history.PastedLog;
import dev.vmascope.kernellog.line.LogShapes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// What it costs to read 64 KiB of a log, of the shapes that cost most. There is no peer to compare
/// with, so a control stands before and after each round: work of the same kind that never changes.
/// A round in which the control takes much longer than at its best says how busy the physical
/// processor was, not what reading costs, and is repeated. The control is printed too: runs in
/// which its best differs are of different machines.
final class LogBench {
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 9;
  private static final int MOST_REPEATED = 20_000;
  private static final double MOST_NANOS = 10e6;
  private static final double DISTURBED = 1.3;

  private final byte[] text =
      "x[1]: segfault at 0 ip 0\n".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
  private double best = Double.MAX_VALUE;
  private int repeated;
  private long sum;

  static void run() throws Exception {
    LogBench bench = new LogBench();
    for (int i = 0; i < 300; i++) {
      bench.control();
    }
    String worst = "";
    double most = 0;
    double total = 0;
    Map<String, String> shapes = LogShapes.all();
    for (Map.Entry<String, String> shape : shapes.entrySet()) {
      double median = bench.median(shape.getValue());
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
        "10 ms; the mean "
            + Bench.millis(total / shapes.size())
            + String.format(
                Locale.ROOT,
                "; control %.2f ms, %d rounds repeated",
                bench.best / 1e6,
                bench.repeated),
        most / MOST_NANOS,
        1);
  }

  private double median(String log) throws Exception {
    double[] times = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; ) {
      double before = control();
      double took = Bench.nanos(() -> PastedLog.parse(log));
      if (Math.max(before, control()) > DISTURBED * best) {
        repeated++;
        if (repeated > MOST_REPEATED) {
          throw new IllegalStateException("the machine is too busy to measure anything");
        }
        continue;
      }
      if (round >= 0) {
        times[round] = took;
      }
      round++;
    }
    return Bench.median(times);
  }

  private double control() throws Exception {
    double took = Bench.nanos(this::sum);
    best = Math.min(best, took);
    return took;
  }

  private long sum() {
    for (byte one : text) {
      if (one >= '0' && one <= '9') {
        sum = sum * 31 + one;
      } else if (one == ' ') {
        sum ^= one;
      } else {
        sum += one;
      }
    }
    return sum;
  }
}
