package dev.vmascope.bench;

import dev.vmascope.bench.report.Spread;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;

/// The rounds of a measurement without a peer to compare with. A control stands before and after
/// each round: work of the same kind that never changes. A round in which the control takes much
/// longer than at its best says how busy the physical processor was, and is repeated. The control
/// is printed too: runs in which its best differs are of different machines.
final class QuietRounds {
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 9;
  private static final int CONTROL_WARM_UP = 300;
  private static final int MOST_REPEATED = 20_000;
  private static final double DISTURBED = 1.3;

  private final byte[] text =
      "x[1]: segfault at 0 ip 0\n".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
  private double best = Double.MAX_VALUE;
  private int repeated;
  private long sum;

  QuietRounds() throws Exception {
    for (int i = 0; i < CONTROL_WARM_UP; i++) {
      control();
    }
  }

  /// The times of the rounds that nothing disturbed, in nanoseconds.
  Spread times(Callable<?> work) throws Exception {
    double[] times = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; ) {
      double before = control();
      double took = Work.nanos(work);
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
    return Spread.of(times);
  }

  /// The best time of the control, and the number of repeated rounds.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "control %.2f ms, %d rounds repeated", best / 1e6, repeated);
  }

  private double control() throws Exception {
    double took = Work.nanos(this::sum);
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
