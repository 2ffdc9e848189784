package dev.vmascope.bench.jmh;

import dev.vmascope.bench.loop.ListingLoops;
import dev.vmascope.bench.loop.MadeListing;
import dev.vmascope.http.format.Format;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// The row of a mapping in each format.
public class WriterBenchmark extends ShortRuns {
  private final List<ClassifiedMapping> maps = MadeListing.classified(MAPPINGS);
  private final List<ClassifiedMapping> smaps = MadeListing.classifiedSmaps(MAPPINGS);

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long json() throws IOException {
    return ListingLoops.write(maps, Format.JSON);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long ndjson() throws IOException {
    return ListingLoops.write(maps, Format.NDJSON);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long csv() throws IOException {
    return ListingLoops.write(maps, Format.CSV);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long table() throws IOException {
    return ListingLoops.write(maps, Format.TABLE);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long smapsJson() throws IOException {
    return ListingLoops.writeSmaps(smaps, Format.JSON);
  }
}
