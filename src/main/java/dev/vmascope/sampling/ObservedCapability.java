package dev.vmascope.sampling;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A permission of the service, proven by the reads of a sample. The names of capabilities prove
/// less: they count for less in a user namespace. Reading is permitted if most processes with
/// memory could be read; single ones may be closed to everybody here.
public enum ObservedCapability {
  /// The processes of the whole machine. Kernel threads are in the first pid namespace alone, and
  /// `hidepid` hides them from whoever may not trace them: so who sees one sees all.
  ALL_PROCESSES,
  /// The mappings of other processes, if they were to be read.
  MAPPINGS_OF_OTHERS,
  /// The executables of other processes.
  EXECUTABLES_OF_OTHERS;

  /// Those that the samples of a proc file system prove.
  ///
  /// @param live whether it is one; a capture has what somebody took, and no kernel threads
  public static Set<ObservedCapability> of(boolean live) {
    EnumSet<ObservedCapability> all = EnumSet.allOf(ObservedCapability.class);
    if (!live) {
      all.remove(ALL_PROCESSES);
    }
    return all;
  }

  /// Whether it is present; false where no process but the service is seen.
  ///
  /// @param self the pid of the service, whose own files are always readable to it
  public boolean isIn(Sample sample, Optional<Integer> self) {
    return this == ALL_PROCESSES
        ? sample.byType().getOrDefault(ProcessType.KERNEL_THREAD, 0) > 0
        : mostAreRead(sample, self);
  }

  private boolean mostAreRead(Sample sample, Optional<Integer> self) {
    int more = 0;
    for (ProcessSample process : sample.processes()) {
      boolean other = self.isEmpty() || process.pid() != self.get();
      if (other && process.reading().type() == ProcessType.USER) {
        more += weight(access(process.reading()));
      }
    }
    return more > 0;
  }

  private static int weight(OutcomeKind access) {
    return access == OutcomeKind.OK ? 1 : access == OutcomeKind.DENIED ? -1 : 0;
  }

  private OutcomeKind access(ProcessReading reading) {
    return switch (this) {
      case ALL_PROCESSES -> OutcomeKind.NOT_APPLICABLE;
      case MAPPINGS_OF_OTHERS -> reading.mapsAccess();
      case EXECUTABLES_OF_OTHERS -> reading.executable().kind();
    };
  }

  /// The word in the label.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
