package dev.vmascope.bench.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The rounds of one loop, in turn with those of the control, in processor time of the thread.
/// Whatever slows the machine down hits both. The ratio is that of their low deciles: what both
/// take when little disturbs them.
final class RatioRounds {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 40;

  /// The rounds that fill the caches of the processor again, after those of another loop.
  private static final int CACHE_ROUNDS = 3;

  private static final int ROUNDS = 24;

  /// The lowest part of the rounds, above which a ratio is taken.
  private static final int DECILES = 10;

  private final HotLoop loop;
  private final LoopBody work;
  private final LoopBody control;
  private final List<Long> ofWork = new ArrayList<>();
  private final List<Long> ofControl = new ArrayList<>();
  private long sum;

  /// @param part how many of its rows the loop has
  RatioRounds(HotLoop loop, double part, LoopBody control) throws IOException {
    this.loop = loop;
    this.work = loop.work((int) Math.round(loop.rows() * part));
    this.control = control;
    runBoth(WARM_UP);
  }

  HotLoop loop() {
    return loop;
  }

  private void runBoth(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      sum += work.run() + control.run();
    }
  }

  /// Some more rounds.
  void more() throws IOException {
    runBoth(CACHE_ROUNDS);
    for (int i = 0; i < ROUNDS; i++) {
      ofControl.add(nanos(control));
      ofWork.add(nanos(work));
    }
  }

  private long nanos(LoopBody some) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    sum += some.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  /// The ratio by all rounds so far.
  double ratio() {
    return (double) lowDecile(ofWork) / lowDecile(ofControl);
  }

  private static long lowDecile(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / DECILES);
  }

  /// The sum of all results, which makes each run necessary.
  long sum() {
    return sum;
  }
}
