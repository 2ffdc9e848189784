package dev.vmascope.bench.jmh;

import dev.vmascope.bench.loop.ListingLoops;
import dev.vmascope.bench.loop.MadeListing;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// The comparison of a mapping of two parsed listings.
public class DiffBenchmark extends ShortRuns {
  private final List<ClassifiedMapping> before = MadeListing.classifiedWithout(MAPPINGS, 5);
  private final List<ClassifiedMapping> after = MadeListing.classifiedWithout(MAPPINGS, 21);

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long equal() throws IOException {
    return ListingLoops.compare(before, before);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long everySixteenthDiffers() throws IOException {
    return ListingLoops.compare(before, after);
  }
}
