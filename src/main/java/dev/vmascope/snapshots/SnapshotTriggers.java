package dev.vmascope.snapshots;

import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The causes for automatic snapshots, found in one sample after the other. A cause counts when it
/// appears. What the first reading of the mappings shows of a process that ran before the service
/// did was there before. Used by one thread.
final class SnapshotTriggers {
  private static final Duration PAUSE = Duration.ofHours(1);

  /// The limit on automatic snapshots of all processes in an hour.
  static final int MOST_IN_AN_HOUR = 20;

  private Map<ProcessKey, Known> known = new HashMap<>();
  private final Deque<Instant> recent = new ArrayDeque<>();

  /// The processes of the first sample whose mappings have not been read since; empty before it.
  private Optional<Set<ProcessKey>> unread = Optional.empty();

  /// A process to take a snapshot of.
  record Trigger(ProcessKey process, SnapshotCause cause) {}

  /// The causes that hold, and the time of the last snapshot for each cause.
  private record Known(Set<SnapshotCause> causes, Map<SnapshotCause, Instant> last) {}

  /// The snapshots to take after a sample: for each process at most one, and one an hour for each
  /// cause.
  ///
  /// @param now the time of the sample
  /// @param processes all processes in it
  List<Trigger> after(Instant now, List<ProcessSample> processes) {
    while (!recent.isEmpty() && !recent.getFirst().plus(PAUSE).isAfter(now)) {
      recent.removeFirst();
    }
    Set<ProcessKey> baseline = baseline(processes);
    Map<ProcessKey, Known> next = new HashMap<>();
    List<Trigger> triggers = new ArrayList<>();
    for (ProcessSample process : processes) {
      Set<SnapshotCause> causes = causes(process);
      ProcessKey key = process.key();
      Known before = known.get(key);
      if (causes.isEmpty() && (before == null || before.last().isEmpty())) {
        continue;
      }
      Map<SnapshotCause, Instant> last =
          before == null ? new EnumMap<>(SnapshotCause.class) : before.last();
      Set<SnapshotCause> old = before == null ? Set.of() : before.causes();
      for (SnapshotCause cause : causes) {
        boolean due = !last.containsKey(cause) || !last.get(cause).plus(PAUSE).isAfter(now);
        boolean fresh = !old.contains(cause) && !baseline.contains(key);
        if (fresh && due && recent.size() < MOST_IN_AN_HOUR) {
          last.put(cause, now);
          recent.addLast(now);
          triggers.add(new Trigger(key, cause));
          break;
        }
      }
      next.put(key, new Known(causes, last));
    }
    known = next;
    return triggers;
  }

  /// The processes whose causes were there before.
  private Set<ProcessKey> baseline(List<ProcessSample> processes) {
    Set<ProcessKey> before = unread.orElse(null);
    Set<ProcessKey> baseline = new HashSet<>();
    Set<ProcessKey> still = new HashSet<>();
    for (ProcessSample process : processes) {
      ProcessKey key = process.key();
      if (before == null || before.contains(key)) {
        baseline.add(key);
        if (process.mappingsAt().isEmpty() && process.hasMemory()) {
          still.add(key);
        }
      }
    }
    unread = Optional.of(still);
    return baseline;
  }

  private static Set<SnapshotCause> causes(ProcessSample process) {
    Set<SnapshotCause> causes = EnumSet.noneOf(SnapshotCause.class);
    for (Finding finding : process.findings()) {
      if (finding.rule() == Rule.LEAK) {
        causes.add(SnapshotCause.LEAKING);
      } else if (finding.rule() == Rule.MAPPING_LIMIT) {
        causes.add(SnapshotCause.MAPPING_LIMIT);
      } else if (finding.severity() == Severity.HIGH) {
        causes.add(SnapshotCause.FINDING);
      }
    }
    return causes;
  }
}
