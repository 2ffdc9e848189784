package dev.vmascope.bench.jmh;

import dev.vmascope.bench.loop.ProcessLoops;
import dev.vmascope.sampling.tick.TickLoop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// The functions of a tick, for a process: all but the reads of the kernel and the publication.
public class TickBenchmark extends ShortRuns {
  private static final int PROCESSES = 100;

  private final TickLoop tick = new TickLoop(PROCESSES);

  @Benchmark
  @OperationsPerInvocation(PROCESSES)
  public long parse() {
    return ProcessLoops.parse(PROCESSES);
  }

  @Benchmark
  @OperationsPerInvocation(PROCESSES)
  public long judge() {
    return tick.judge(1);
  }
}
