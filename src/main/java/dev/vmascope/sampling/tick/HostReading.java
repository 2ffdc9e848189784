package dev.vmascope.sampling.tick;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The host and all its processes, as read by one tick.
///
/// @param processes the processes that could be read, by pid
/// @param byType the number of them of each type
/// @param unreadable the number of processes that could not be read, or whose mappings may not be
///   read, by reason
record HostReading(
    HostInfo host,
    List<ProcessReading> processes,
    Map<ProcessType, Integer> byType,
    Map<OutcomeKind, Integer> unreadable) {

  static HostReading of(ProcFs procFs, LastReadings last) {
    HostInfo host = procFs.host().node();
    List<ProcessReading> processes = new ArrayList<>();
    Map<ProcessType, Integer> byType = new EnumMap<>(ProcessType.class);
    Map<OutcomeKind, Integer> unreadable = new EnumMap<>(OutcomeKind.class);
    procFs.readAll(
        procFs.host().pids(),
        last,
        (_, outcome) -> {
          if (outcome instanceof Outcome.Ok<ProcessReading>(ProcessReading reading)) {
            processes.add(reading);
            byType.merge(reading.type(), 1, Integer::sum);
            countUnlessReadable(
                reading.isMisunderstood() ? OutcomeKind.MALFORMED : reading.mapsAccess(),
                unreadable);
          } else {
            countUnlessReadable(outcome.kind(), unreadable);
          }
        });
    return new HostReading(host, processes, byType, unreadable);
  }

  /// The number of processes that could not be read, those with a malformed listing included.
  Map<OutcomeKind, Integer> unreadableWith(Collection<TrackedProcess> tracked) {
    Map<OutcomeKind, Integer> all = new HashMap<>(unreadable);
    tracked.stream()
        .filter(process -> process.mappings().isMalformed() && !process.reading().isMisunderstood())
        .forEach(_ -> all.merge(OutcomeKind.MALFORMED, 1, Integer::sum));
    return all;
  }

  /// A process that ended between being listed and being read was never unreadable.
  private static void countUnlessReadable(OutcomeKind kind, Map<OutcomeKind, Integer> unreadable) {
    switch (kind) {
      case OK, NOT_APPLICABLE, GONE -> {}
      case DENIED, MALFORMED, PARTIAL, TIMED_OUT -> unreadable.merge(kind, 1, Integer::sum);
    }
  }
}
