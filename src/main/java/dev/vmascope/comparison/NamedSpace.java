package dev.vmascope.comparison;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.operation.NamedProcess;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.http.snapshot.SnapshotSource;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address space that a parameter names. It is that of a process (`4242`, `self`, or
/// `4242@6941687` with its start time), or that of a snapshot, by its id.
///
/// @param snapshot the id of the snapshot; empty for a running process
/// @param pid of the process; 0 for a snapshot
/// @param startTicks the start time that the process must have, in clock ticks after boot; `null`
///   for any
record NamedSpace(Optional<String> snapshot, int pid, @Nullable Long startTicks) {
  private static final Pattern PROCESS =
      Pattern.compile("\\A(\\d{1,10}|[A-Za-z_(\\[][^/@:]{0,62})(@\\d{1,19})?\\z");

  /// The beginning of an id is a date and the letter T.
  private static final Pattern SNAPSHOT = Pattern.compile("\\A\\d{8}T[0-9A-Za-z.-]{1,31}\\z");

  private static final String EXPECTED =
      "expected a process or a snapshot: a pid, self or a name, with @startTicks for a process that started"
          + " then, as in 4242@6941687; or the id of a snapshot, as in /api/snapshots";

  static NamedSpace of(String parameter, @Nullable String text, ProcessAccess processes) {
    if (text != null && SNAPSHOT.matcher(text).matches()) {
      return ofSnapshot(text);
    }
    if (text == null || !PROCESS.matcher(text).matches()) {
      throw Parameters.invalid(parameter, EXPECTED);
    }
    int at = text.indexOf('@');
    int pid = NamedProcess.pid(at < 0 ? text : text.substring(0, at), processes);
    return new NamedSpace(
        Optional.empty(),
        pid,
        at < 0
            ? null
            : Long.valueOf(
                Parameters.number(parameter, text.substring(at + 1), 0, Long.MAX_VALUE)));
  }

  static NamedSpace ofSnapshot(String id) {
    return new NamedSpace(Optional.of(id), 0, null);
  }

  /// The pid, or the id of the snapshot.
  String name() {
    return snapshot.orElse(Integer.toString(pid));
  }

  /// Its listing, which the caller must close.
  ///
  /// @param file maps, or smaps, in whose place maps is read of a snapshot without
  /// @param forced whether a page-table walk overrides the limits
  ComparedListing read(
      ProcessAccess processes, SnapshotSource snapshots, ProcFile file, boolean forced) {
    if (snapshot.isEmpty()) {
      ListingReading reading = processes.listing(pid, startTicks, file, forced);
      return new ComparedListing(processes, Optional.empty(), snapshot, pid, reading);
    }
    OpenSnapshot open = snapshots.open(snapshot.get());
    try {
      ProcessAccess captured = processes.in(open);
      ListingReading reading = captured.listing(open.pid(), null, file, false);
      if (file != ProcFile.MAPS && reading.listing() instanceof Outcome.Gone<?>) {
        reading.close();
        reading = captured.readMaps(open.pid(), null);
      }
      return new ComparedListing(captured, Optional.of(open), snapshot, open.pid(), reading);
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }
}
