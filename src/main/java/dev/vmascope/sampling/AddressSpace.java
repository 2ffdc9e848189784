package dev.vmascope.sampling;

import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.ProcessReading;

/// Tells one address space of a process from the next, which exec makes: where code and stack lie,
/// and the peak, which never falls within one.
record AddressSpace(long codeStart, long stackStart, long peakVirtualBytes) {
  static AddressSpace of(ProcessReading reading) {
    ProcessStat stat = reading.stat();
    long peak = reading.sizes().bytes(Size.PEAK_VIRTUAL).orElse(0);
    return new AddressSpace(stat.codeStart(), stat.stackStart(), peak);
  }

  /// The places are 0 where the kernel does not tell them (any more), as when the first thread has
  /// ended.
  boolean mayBecome(AddressSpace next) {
    boolean samePlaces =
        stackStart == 0
            || next.stackStart == 0
            || (codeStart == next.codeStart && stackStart == next.stackStart);
    return samePlaces && peakVirtualBytes <= next.peakVirtualBytes;
  }
}
