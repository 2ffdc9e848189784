package dev.vmascope.bench.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The rounds of one loop, in turn with those of its baseline, in processor time of the thread.
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
  private final LoopBody today;
  private final LoopBody baseline;
  private final List<Long> ofToday = new ArrayList<>();
  private final List<Long> ofBaseline = new ArrayList<>();
  private long sum;

  RatioRounds(HotLoop loop, LoopBody today, LoopBody baseline) throws IOException {
    this.loop = loop;
    this.today = today;
    this.baseline = baseline;
    runBoth(WARM_UP);
  }

  HotLoop loop() {
    return loop;
  }

  private void runBoth(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      sum += today.run() + baseline.run();
    }
  }

  /// Some more rounds.
  void more() throws IOException {
    runBoth(CACHE_ROUNDS);
    for (int i = 0; i < ROUNDS; i++) {
      ofBaseline.add(nanos(baseline));
      ofToday.add(nanos(today));
    }
  }

  private long nanos(LoopBody some) throws IOException {
    long before = THREADS.getCurrentThreadCpuTime();
    sum += some.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  /// The ratio by all rounds so far.
  double ratio() {
    return (double) lowDecile(ofToday) / lowDecile(ofBaseline);
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
