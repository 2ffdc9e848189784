package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.operation.FirstRows;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.http.operation.SortValue;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingFilter;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ListingReading;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The requested page of a listing, parsed while it is written. So no listing is ever whole on the
/// heap. Formats without a place for count, cursor and errors at their end take one more parse,
/// before the first byte.
final class MapsPage {
  private final ListingReading reading;
  private final ListingParsers parsers;
  private final MapsQuery query;
  private final MappingFilter filter;
  private final Optional<MapsCursor> after;
  private final OptionalInt limit;
  private final Optional<MapsOrder<?>> order;
  private final boolean addresses;

  /// @param untagMask the address bits that are no tag
  /// @param after the end of the previous page
  /// @param addresses whether rows may have addresses, and the next page may start at one
  MapsPage(
      ListingReading reading,
      ListingParsers parsers,
      MapsQuery query,
      long untagMask,
      Optional<MapsCursor> after,
      boolean addresses) {
    this.reading = reading;
    this.parsers = parsers;
    this.query = query;
    this.filter = query.filter(untagMask);
    this.after = after;
    this.limit = query.pageSize();
    this.order = query.order();
    this.addresses = addresses;
  }

  /// A consumer of mappings.
  @FunctionalInterface
  interface Sink {
    /// Takes a mapping of the page.
    ///
    /// @param ordinal the number of mappings below it
    /// @param below the mapping below it; `null` for the first
    void accept(ClassifiedMapping mapping, int ordinal, @Nullable Mapping below) throws IOException;
  }

  /// The extent of a page.
  ///
  /// @param count the number of mappings of this page
  /// @param totals of all mappings that the filters leave; empty for one page of several
  /// @param next the start of the next page, if any
  /// @param absent the measures of smaps that mappings of the page lack
  /// @param hint a path that would match, if no mapping does
  /// @param malformed the reason why the page ends early, if the next line is malformed
  record Extent(
      int count,
      Optional<MapsTotalsView> totals,
      Optional<MapsCursor> next,
      List<UsageField> absent,
      Optional<String> hint,
      Optional<MalformedException> malformed) {}

  /// Whether the page is the whole listing.
  boolean isWhole() {
    return filter.isAll() && after.isEmpty() && limit.isEmpty();
  }

  /// Parses the page without writing it.
  Extent measure() throws IOException {
    return forEach((_, _, _) -> {});
  }

  /// Writes the mappings of the page as rows, up to a malformed line.
  <R extends MappingRow> Extent writeTo(RowWriter<R> rows, MappingRow.Kind<R> kind)
      throws IOException {
    return forEach((mapping, ordinal, below) ->
        rows.row(kind.of(mapping, addresses, place(mapping, ordinal, below))));
  }

  private @Nullable HiddenAddress place(
      ClassifiedMapping mapping, int ordinal, @Nullable Mapping below) {
    return addresses ? null : HiddenAddress.of(ordinal, below, mapping.mapping());
  }

  /// A hint for a path that no mapping has.
  private Optional<String> hint() throws IOException {
    if (query.path() == null) {
      return Optional.empty();
    }
    PatternHint hint = new PatternHint("path", query.path());
    ListingParsers.Mappings mappings = ListingParsers.here(reading);
    try {
      for (ClassifiedMapping next = mappings.next(); next != null; next = mappings.next()) {
        RawText path = next.backing().path();
        if (path != null) {
          hint.add(path.text());
        }
      }
    } catch (MalformedException _) {
      // The paths before it do.
    }
    return hint.text();
  }

  /// A mapping of a sorted page, with what tells its place.
  private record Placed(
      ClassifiedMapping mapping, int ordinal, @Nullable Mapping below, List<SortValue> values) {
    long start() {
      return mapping.mapping().range().start();
    }
  }

  /// Passes on the mappings of the page, up to a malformed line.
  Extent forEach(Sink sink) throws IOException {
    if (order.isEmpty()) {
      return inOrderOfAddresses(sink, limit);
    }
    MapsOrder<?> sorted = order.get();
    FirstRows<Placed> first =
        new FirstRows<>(
            limit.orElseThrow(),
            Comparator.comparing(Placed::values, sorted.comparator())
                .thenComparing(Placed::start, Long::compareUnsigned));
    Extent all =
        inOrderOfAddresses(
            (mapping, ordinal, below) -> {
              HiddenAddress place = place(mapping, ordinal, below);
              first.add(
                  new Placed(mapping, ordinal, below, sorted.values(mapping, addresses, place)));
            },
            OptionalInt.empty());
    List<Placed> page = first.inOrder();
    for (Placed each : page) {
      sink.accept(each.mapping(), each.ordinal(), each.below());
    }
    return new Extent(
        page.size(), all.totals(), Optional.empty(), all.absent(), all.hint(), all.malformed());
  }

  private Extent inOrderOfAddresses(Sink sink, OptionalInt most) throws IOException {
    if (reading.listing().value().isEmpty()) {
      return new Extent(
          0, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }
    try (ListingParsers.Mappings mappings =
        most.isEmpty() ? parsers.ahead(reading) : ListingParsers.here(reading)) {
      return inOrderOfAddresses(mappings, sink, most);
    }
  }

  private Extent inOrderOfAddresses(ListingParsers.Mappings mappings, Sink sink, OptionalInt most)
      throws IOException {
    Usage.Sum usage = new Usage.Sum();
    int count = 0;
    long sizeBytes = 0;
    int ordinal = 0;
    long reached = 0;
    Mapping below = null;
    try {
      for (ClassifiedMapping next = mappings.next(); next != null; next = mappings.next()) {
        if (accepts(next, ordinal)) {
          if (most.isPresent() && count == most.getAsInt()) {
            return new Extent(
                count,
                Optional.empty(),
                Optional.of(next(reached, ordinal)),
                usage.absent(),
                Optional.empty(),
                Optional.empty());
          }
          usage.add(next.usage());
          sink.accept(next, ordinal, below);
          count++;
          sizeBytes += next.mapping().sizeBytes();
          reached = next.mapping().range().end();
        }
        below = next.mapping();
        ordinal++;
      }
    } catch (MalformedException e) {
      return new Extent(
          count,
          Optional.empty(),
          Optional.empty(),
          usage.absent(),
          Optional.empty(),
          Optional.of(e));
    }
    MapsTotalsView totals = MapsTotalsView.of(count, sizeBytes, usage.usage());
    return new Extent(
        count,
        Optional.of(totals).filter(_ -> after.isEmpty()),
        Optional.empty(),
        usage.absent(),
        count == 0 && after.isEmpty() ? hint() : Optional.empty(),
        Optional.empty());
  }

  private MapsCursor next(long reached, int ordinal) {
    return MapsCursor.at(addresses, addresses ? reached : ordinal, reading.process());
  }

  private boolean accepts(ClassifiedMapping listed, int ordinal) {
    return (after.isEmpty() || after.get().isBefore(listed.mapping(), ordinal))
        && filter.accepts(listed);
  }
}
