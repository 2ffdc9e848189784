package dev.vmascope.procfs.process;

import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.space.ProcessFacts;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// The bytes of one `/proc/<pid>` listing and the process as read just before. It holds off-heap
/// memory and must be closed.
///
/// @param process the process, as read just before the listing
/// @param file the listing that was read
/// @param listing the bytes; not applicable to kernel threads and zombies; gone (and not while
///   reading) where the process exists, but the kernel or the capture has no such file
/// @param facts other facts of the process, which settle ambiguities of the listing
/// @param stamp the consistency of the listing
/// @param cost the processor time that reading the listing took
public record ListingReading(
    ProcessReading process,
    ProcFile file,
    Outcome<KernelBytes> listing,
    ProcessFacts facts,
    Consistency stamp,
    Duration cost)
    implements Closeable {
  /// The reading of a process without memory: no bytes and no read.
  public static ListingReading none(ProcessReading process, ProcFile file, Instant at) {
    Consistency nothing = new Consistency(at, Duration.ZERO, 0, true, true);
    return new ListingReading(
        process, file, new Outcome.NotApplicable<>(), ProcessFacts.NONE, nothing, Duration.ZERO);
  }

  /// A reading without bytes, for another file that would have failed in the same way.
  public ListingReading insteadOf(ProcFile other) {
    return new ListingReading(process, other, listing, facts, stamp, cost);
  }

  /// A reading without bytes, for another file of an address space that is gone.
  public ListingReading brokenOff(ProcFile other) {
    Outcome<KernelBytes> nothing =
        listing.value().isPresent()
            ? new Outcome.Partial<>(listing.value().get().replacement(), ListingReader.EXEC)
            : listing;
    Consistency incomplete =
        new Consistency(stamp.at(), stamp.duration(), stamp.reads(), false, false);
    return new ListingReading(process, other, nothing, facts, incomplete, cost);
  }

  /// The same reading for one more owner, who closes it too.
  public ListingReading share() {
    listing.value().ifPresent(KernelBytes::retain);
    return this;
  }

  /// A parser of the mappings, at the start of what was read. The process is named in its
  /// complaints, as `/proc/<pid>/maps`.
  ///
  /// @param meter wraps the bytes, such as to bound the time for parsing them
  /// @throws java.util.NoSuchElementException if there is no listing
  public MappingReader mappings(UnaryOperator<InputStream> meter) {
    String source = "/proc/" + process.stat().pid() + "/" + file.fileName();
    InputStream bytes = meter.apply(listing.value().orElseThrow().stream());
    return file == ProcFile.MAPS
        ? MappingReader.ofMaps(bytes, source, facts)
        : MappingReader.ofSmaps(bytes, source, listing.kind() == OutcomeKind.PARTIAL, facts);
  }

  @Override
  public void close() {
    listing.value().ifPresent(KernelBytes::close);
  }
}
