package dev.vmascope.procfs;

import dev.vmascope.mapping.ProcessFacts;
import java.time.Duration;
import java.time.Instant;

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
    implements AutoCloseable {
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

  @Override
  public void close() {
    listing.value().ifPresent(KernelBytes::close);
  }
}
