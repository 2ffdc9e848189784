package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.saved.SavedProcess;

/// The features that distinguish one address space of a process from the next. Exec makes a new
/// one. The features are the positions of code and stack, and the peak, which never falls within
/// one.
record AddressSpace(long codeStart, long stackStart, long peakVirtualBytes) {
  static AddressSpace of(ProcessReading reading) {
    ProcessStat stat = reading.stat();
    long peak = reading.sizes().bytes(ProcessSize.PEAK_VIRTUAL).orElse(0);
    return new AddressSpace(stat.codeStart(), stat.stackStart(), peak);
  }

  static AddressSpace of(SavedProcess saved) {
    return new AddressSpace(saved.codeStart(), saved.stackStart(), saved.peakVirtualBytes());
  }

  /// Whether the next features may be those of the same address space. The positions are 0 where
  /// the kernel does not give them (any more), as when the first thread has ended.
  boolean mayBecome(AddressSpace next) {
    boolean samePlaces =
        stackStart == 0
            || next.stackStart == 0
            || (codeStart == next.codeStart && stackStart == next.stackStart);
    return samePlaces && peakVirtualBytes <= next.peakVirtualBytes;
  }
}
