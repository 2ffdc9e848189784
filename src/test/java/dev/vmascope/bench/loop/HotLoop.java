package dev.vmascope.bench.loop;

import dev.vmascope.http.format.Format;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.sampling.tick.TickLoop;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// A loop in which the service spends much of its time. Its work is in proportion to its rows.
public enum HotLoop implements IntFunction<LoopBody> {
  PARSE_MAPS(3_200),
  CLASSIFY_MAPS(1_200),
  PARSE_SMAPS(320),
  CLASSIFY_SMAPS(240),
  WRITE_JSON(3_200),
  COMPARE_LISTINGS(8_000),
  PARSE_PROCESSES(120),
  JUDGE_GROWTH(20);

  private static final int TICKS = 8;

  private final int rows;

  HotLoop(int rows) {
    this.rows = rows;
  }

  /// The number of mappings or processes of one run.
  int rows() {
    return rows;
  }

  /// A run over as many rows.
  @Override
  public LoopBody apply(int count) {
    return switch (this) {
      case PARSE_MAPS -> {
        byte[] maps = MadeListing.maps(count);
        yield () -> ListingLoops.parseMaps(maps);
      }
      case CLASSIFY_MAPS -> {
        byte[] maps = MadeListing.maps(count);
        yield () -> ListingLoops.classifyMaps(maps);
      }
      case PARSE_SMAPS -> {
        byte[] smaps = MadeListing.smaps(count);
        yield () -> ListingLoops.parseSmaps(smaps);
      }
      case CLASSIFY_SMAPS -> {
        byte[] smaps = MadeListing.smaps(count);
        yield () -> ListingLoops.classifySmaps(smaps);
      }
      case WRITE_JSON -> {
        List<ClassifiedMapping> mappings = MadeListing.classified(count);
        yield () -> ListingLoops.write(mappings, Format.JSON);
      }
      case COMPARE_LISTINGS -> {
        List<ClassifiedMapping> before = MadeListing.classifiedWithout(count, 5);
        List<ClassifiedMapping> after = MadeListing.classifiedWithout(count, 21);
        yield () -> ListingLoops.compare(before, after);
      }
      case PARSE_PROCESSES -> () -> ProcessLoops.parse(count);
      case JUDGE_GROWTH -> {
        TickLoop loop = new TickLoop(count);
        yield () -> loop.judge(TICKS);
      }
    };
  }

  /// The loop with this name.
  static HotLoop named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// The name in files and reports.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
