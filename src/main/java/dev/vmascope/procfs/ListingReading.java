package dev.vmascope.procfs;

import dev.vmascope.mapping.ListingParser;
import dev.vmascope.mapping.ProcessFacts;
import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// A look at a process that brought one of its listings home too. It holds memory off the heap
/// until it is closed.
///
/// @param process the process, as it was right before the listing was read
/// @param file which listing it is
/// @param listing the bytes; not applicable to kernel threads and zombies; gone (and not while it
///   was read) where the process is there, but the kernel or the capture has no such file
/// @param facts what else is known of the process, and settles what the listing leaves open
/// @param stamp how far the listing shows one moment
/// @param cost the time of a processor that reading the listing took
public record ListingReading(
    ProcessReading process,
    ProcFile file,
    Outcome<KernelBytes> listing,
    ProcessFacts facts,
    CaptureStamp stamp,
    Duration cost)
    implements Closeable {
  /// What there is of a process without memory: nothing, and no read either.
  static ListingReading none(ProcessReading process, ProcFile file, Instant at) {
    CaptureStamp nothing = new CaptureStamp(at, Duration.ZERO, 0, true, true);
    return new ListingReading(
        process, file, new Outcome.NotApplicable<>(), ProcessFacts.NONE, nothing, Duration.ZERO);
  }

  /// A reading without bytes, for another file that would have failed in the same way.
  ListingReading insteadOf(ProcFile other) {
    return new ListingReading(process, other, listing, facts, stamp, cost);
  }

  /// A reading without bytes, for another file that was to be read of an address space that is not
  /// there any more.
  ListingReading brokenOff(ProcFile other) {
    Outcome<KernelBytes> nothing =
        listing.value().isPresent()
            ? new Outcome.Partial<>(listing.value().get().replacement(), ListingReader.EXEC)
            : listing;
    CaptureStamp incomplete =
        new CaptureStamp(stamp.at(), stamp.duration(), stamp.reads(), false, false);
    return new ListingReading(process, other, nothing, facts, incomplete, cost);
  }

  /// The same reading for one more user, who closes it too.
  ListingReading share() {
    listing.value().ifPresent(KernelBytes::retain);
    return this;
  }

  /// A parser of the mappings, at the start of what was read. The process is named in its
  /// complaints, as `/proc/<pid>/maps`.
  ///
  /// @param meter wraps the bytes, such as to bound the time for parsing them
  /// @throws java.util.NoSuchElementException if there is no listing
  public ListingParser mappings(UnaryOperator<InputStream> meter) {
    String source = "/proc/" + process.stat().pid() + "/" + file.fileName();
    InputStream bytes = meter.apply(listing.value().orElseThrow().stream());
    return file == ProcFile.MAPS
        ? ListingParser.ofMaps(bytes, source, facts)
        : ListingParser.ofSmaps(bytes, source, listing.kind() == OutcomeKind.PARTIAL, facts);
  }

  @Override
  public void close() {
    listing.value().ifPresent(KernelBytes::close);
  }
}
