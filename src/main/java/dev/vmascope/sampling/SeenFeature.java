package dev.vmascope.sampling;

import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import java.util.Locale;
import java.util.Optional;

/// What the credentials of the service let it do, told by what it could read in a sample and not by
/// the names of capabilities: those count for less in a user namespace. It is there if most
/// processes with memory could be read; single ones may be out of reach of anybody here.
public enum SeenFeature {
  /// Their mappings, had they been asked for.
  MAPPINGS_OF_OTHERS,
  /// What they run.
  EXECUTABLES_OF_OTHERS;

  /// Whether it is there; not where no process but the service is seen.
  ///
  /// @param self the pid of the service, whose own files are always open to it
  public boolean isIn(Sample sample, Optional<Integer> self) {
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
      case MAPPINGS_OF_OTHERS -> reading.mapsAccess();
      case EXECUTABLES_OF_OTHERS -> reading.executable().kind();
    };
  }

  /// As in the label.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
