package dev.vmascope.comparison;

import dev.vmascope.diff.MappingSource;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.Closeable;

/// A listing to compare, of a process that a parameter names.
///
/// @param pid as it was asked for; maybe of a thread
record ComparedListing(int pid, ListingReading reading) implements Closeable {
  /// Whether the process has an address space. If so, its listing is whole.
  boolean hasMappings() {
    if (reading.process().type() != ProcessType.USER) {
      return false;
    }
    ProcessProblems.listing(reading, pid);
    return true;
  }

  /// The mappings, from the first.
  MappingSource mappings() {
    MappingReader mappings = reading.mappings(AnswerWork::over);
    return () -> {
      try {
        return mappings.next();
      } catch (MalformedException e) {
        throw ProcessProblems.malformed(pid, e).exception();
      }
    };
  }

  /// Whether both are of one address space.
  boolean isOfSameSpace(ComparedListing other) {
    return reading.process().identity().equals(other.reading.process().identity());
  }

  /// The process as clients see it.
  DiffView.Compared view(HostInfo node) {
    return new DiffView.Compared(
        IdentityView.of(reading.process(), pid, node), CaptureView.of(reading.stamp()));
  }

  @Override
  public void close() {
    reading.close();
  }
}
