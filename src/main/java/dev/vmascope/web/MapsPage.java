package dev.vmascope.web;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingFilter;
import dev.vmascope.mapping.MapsLine;
import dev.vmascope.mapping.MapsParser;
import dev.vmascope.procfs.KernelBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The part of a listing that was asked for. It is parsed twice: once to know how much there is,
/// whether it continues and whether all of it is understood, before the first byte of an answer;
/// and once to write it, line by line, so that no listing ever sits on the heap.
final class MapsPage {
  private final Optional<KernelBytes> listing;
  private final String source;
  private final MappingFilter filter;
  private final OptionalLong after;
  private final OptionalInt limit;

  /// @param listing the kernel's bytes; empty where there is nothing to list
  /// @param after leave out what does not end above this address
  /// @param limit the most mappings to give
  MapsPage(
      Optional<KernelBytes> listing,
      String source,
      MappingFilter filter,
      OptionalLong after,
      OptionalInt limit) {
    this.listing = listing;
    this.source = source;
    this.filter = filter;
    this.after = after;
    this.limit = limit;
  }

  /// What to do with a line.
  @FunctionalInterface
  interface Sink {
    void accept(MapsLine line) throws IOException;
  }

  /// How much there is.
  ///
  /// @param count the mappings of this page
  /// @param reached where the page ends, if there is more behind it
  record Extent(int count, OptionalLong reached) {}

  /// Whether the page is the whole listing.
  boolean isWhole() {
    return filter.isAll() && after.isEmpty() && limit.isEmpty();
  }

  /// Parses the page without writing it.
  Extent measure() throws IOException {
    return forEach(_ -> {});
  }

  /// Hands the lines of the page on.
  Extent forEach(Sink sink) throws IOException {
    if (listing.isEmpty()) {
      return new Extent(0, OptionalLong.empty());
    }
    MapsParser parser = new MapsParser(listing.get().stream(), source);
    int count = 0;
    long reached = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      if (accepts(line.mapping())) {
        if (limit.isPresent() && count == limit.getAsInt()) {
          return new Extent(count, OptionalLong.of(reached));
        }
        sink.accept(line);
        count++;
        reached = line.mapping().range().end();
      }
    }
    return new Extent(count, OptionalLong.empty());
  }

  private boolean accepts(Mapping mapping) {
    boolean onPage =
        after.isEmpty() || Long.compareUnsigned(mapping.range().end(), after.getAsLong()) > 0;
    return onPage && filter.accepts(mapping);
  }
}
