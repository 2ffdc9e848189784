package dev.vmascope.maps;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.space.AddressSpaceSummarizer;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.process.ListingReading;
import java.io.IOException;
import java.util.Optional;

/// The mappings of a process, added up, and its usage from the rollup.
///
/// @param sums the totals, up to a malformed line; empty without a listing
/// @param complaint the reason why the listing ends early; empty if it does not
record SummaryReading(
    ListingReading listing,
    Rollup rollup,
    Optional<AddressSpaceSummary> sums,
    Optional<MalformedException> complaint) {

  static SummaryReading of(ListingReading listing, Rollup rollup) throws IOException {
    if (listing.listing().value().isEmpty()) {
      return new SummaryReading(listing, rollup, Optional.empty(), Optional.empty());
    }
    MappingReader parser = listing.mappings(AnswerWork::over);
    AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
    Optional<MalformedException> complaint = Optional.empty();
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        sums.add(next);
      }
    } catch (MalformedException e) {
      complaint = Optional.of(e);
    }
    return new SummaryReading(listing, rollup, Optional.of(sums.summary()), complaint);
  }

  /// The usage of the rollup, else that of all mappings.
  Usage usage() {
    return rollup.usage().orElseGet(() -> sums.map(AddressSpaceSummary::usage).orElse(Usage.NONE));
  }

  /// The stamp of all that was read.
  CaptureView capture() {
    Consistency own = listing.stamp();
    CaptureView all =
        CaptureView.of(rollup.reading().map(ListingReading::stamp).map(own::and).orElse(own));
    return complaint.isEmpty() && rollup.complaint().isEmpty() ? all : all.incomplete();
  }

  /// The usage in smaps_rollup, if it was requested.
  ///
  /// @param complaint the reason why it is absent, if the file is malformed
  record Rollup(
      Optional<ListingReading> reading,
      Optional<Usage> usage,
      Optional<MalformedException> complaint) {
    static final Rollup NONE = new Rollup(Optional.empty(), Optional.empty(), Optional.empty());

    static Rollup of(ListingReading reading) throws IOException {
      Optional<KernelBytes> bytes =
          reading.listing() instanceof Outcome.Ok<KernelBytes>(KernelBytes whole)
              ? Optional.of(whole)
              : Optional.empty();
      if (bytes.isEmpty()) {
        return new Rollup(Optional.of(reading), Optional.empty(), Optional.empty());
      }
      try {
        String source = ProcessProblems.source(reading.process(), "smaps_rollup");
        Optional<Usage> usage = SmapsParser.rollup(bytes.get().stream(), source);
        return new Rollup(Optional.of(reading), usage, Optional.empty());
      } catch (MalformedException e) {
        return new Rollup(Optional.of(reading), Optional.empty(), Optional.of(e));
      }
    }
  }
}
