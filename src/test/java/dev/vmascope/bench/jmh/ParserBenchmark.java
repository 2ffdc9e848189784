package dev.vmascope.bench.jmh;

import dev.vmascope.bench.loop.ListingLoops;
import dev.vmascope.bench.loop.MadeListing;
import dev.vmascope.bench.loop.ProcessLoops;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// The parsers: of listings for a mapping or a run of pages, of small files for a file.
public class ParserBenchmark extends ShortRuns {
  private final byte[] maps = MadeListing.maps(MAPPINGS);
  private final byte[] smaps = MadeListing.smaps(MAPPINGS);
  private final byte[] numaMaps = MadeListing.numaMaps(MAPPINGS);
  private final byte[] pageRegions = MadeListing.pageRegions(MAPPINGS);

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long maps() throws IOException {
    return ListingLoops.parseMaps(maps);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long smaps() throws IOException {
    return ListingLoops.parseSmaps(smaps);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long numaMaps() {
    return ListingLoops.parseNumaMaps(numaMaps);
  }

  @Benchmark
  @OperationsPerInvocation(MAPPINGS)
  public long pageRuns() throws IOException {
    return ListingLoops.parsePageRuns(pageRegions);
  }

  @Benchmark
  public long stat() {
    return ProcessLoops.parseStat();
  }

  @Benchmark
  public long status() {
    return ProcessLoops.parseStatus();
  }

  @Benchmark
  public long statm() {
    return ProcessLoops.parseStatm();
  }
}
