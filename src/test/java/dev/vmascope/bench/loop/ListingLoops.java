package dev.vmascope.bench.loop;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingSource;
import dev.vmascope.http.format.Animal;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.NumaMapsParser;
import dev.vmascope.mapping.proc.PageRunParser;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.maps.MappingView;
import dev.vmascope.maps.SmapsView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;

/// The loops over the mappings of a listing. Those that say nothing else give the number of
/// mappings.
public final class ListingLoops {
  private static final RowWriters WRITERS = new RowWriters(Animal.json());

  /// The fields around rows: none.
  private record Nothing() {}

  private ListingLoops() {}

  /// Parses `maps`.
  public static long parseMaps(byte[] maps) throws IOException {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(maps), "maps");
    long mappings = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      mappings++;
    }
    return mappings;
  }

  /// Parses `maps` and tells the categories.
  public static long classifyMaps(byte[] maps) throws IOException {
    return drain(MappingReader.ofMaps(new ByteArrayInputStream(maps), "maps"));
  }

  /// Parses `smaps`.
  public static long parseSmaps(byte[] smaps) throws IOException {
    SmapsParser parser = new SmapsParser(new ByteArrayInputStream(smaps), "smaps", false);
    long mappings = 0;
    for (SmapsEntry entry = parser.next(); entry != null; entry = parser.next()) {
      mappings++;
    }
    return mappings;
  }

  /// Parses `smaps` and tells the categories.
  public static long classifySmaps(byte[] smaps) throws IOException {
    return drain(MappingReader.ofSmaps(new ByteArrayInputStream(smaps), "smaps", false));
  }

  private static long drain(MappingReader reader) throws IOException {
    long mappings = 0;
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      mappings++;
    }
    return mappings;
  }

  /// Parses `numa_maps`.
  public static long parseNumaMaps(byte[] numaMaps) {
    return NumaMapsParser.parse(numaMaps, "numa_maps").size();
  }

  /// Parses regions of pages.
  public static long parsePageRuns(byte[] regions) throws IOException {
    PageRunParser parser = new PageRunParser(new ByteArrayInputStream(regions), "pagemap");
    long runs = 0;
    for (PageRun run = parser.next(); run != null; run = parser.next()) {
      runs++;
    }
    return runs;
  }

  /// Compares two listings of the same mappings, and parses both for it.
  ///
  /// @return as in [#compare(List,List)]
  public static long compareEqual(byte[] maps) throws IOException {
    MappingReader before = MappingReader.ofMaps(new ByteArrayInputStream(maps), "maps");
    MappingReader after = MappingReader.ofMaps(new ByteArrayInputStream(maps), "maps");
    return compare(before::next, after::next);
  }

  /// Compares two parsed listings.
  ///
  /// @return the number of equal mappings, less the number of changes
  public static long compare(List<ClassifiedMapping> before, List<ClassifiedMapping> after)
      throws IOException {
    return compare(source(before), source(after));
  }

  private static long compare(MappingSource before, MappingSource after) throws IOException {
    AddressSpaceDiff diff = AddressSpaceDiff.of(before, after, Long.MAX_VALUE);
    return diff.unchanged() - (long) diff.changes().size();
  }

  private static MappingSource source(List<ClassifiedMapping> mappings) {
    Iterator<ClassifiedMapping> all = mappings.iterator();
    return () -> all.hasNext() ? all.next() : null;
  }

  /// Writes the rows of mappings.
  ///
  /// @return the number of bytes
  public static long write(List<ClassifiedMapping> mappings, Format format) throws IOException {
    Counter out = new Counter();
    RowWriter<MappingView> rows =
        WRITERS.writer(format, out, new Nothing(), "mappings", MappingView.class);
    for (ClassifiedMapping mapping : mappings) {
      rows.row(MappingView.of(mapping));
    }
    rows.end(new Nothing());
    return out.bytes;
  }

  /// Writes the rows of mappings and their memory use.
  ///
  /// @return the number of bytes
  public static long writeSmaps(List<ClassifiedMapping> mappings, Format format)
      throws IOException {
    Counter out = new Counter();
    RowWriter<SmapsView> rows =
        WRITERS.writer(format, out, new Nothing(), "mappings", SmapsView.class);
    for (ClassifiedMapping mapping : mappings) {
      rows.row(SmapsView.of(mapping, null));
    }
    rows.end(new Nothing());
    return out.bytes;
  }

  /// A stream that counts its bytes.
  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int count) {
      bytes += count;
    }
  }
}
