package dev.vmascope.bench.jmh;

import dev.vmascope.bench.loop.ListingLoops;
import dev.vmascope.bench.loop.MadeListing;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// Parsing and telling the category of a mapping.
public class ClassifierBenchmark extends ShortRuns {
  private final byte[] maps = MadeListing.maps(MAPPINGS);
  private final byte[] smaps = MadeListing.smaps(MAPPINGS);

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long maps() throws IOException {
    return ListingLoops.classifyMaps(maps);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long smaps() throws IOException {
    return ListingLoops.classifySmaps(smaps);
  }
}
