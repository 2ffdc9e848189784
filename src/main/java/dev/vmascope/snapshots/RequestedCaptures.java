package dev.vmascope.snapshots;

import dev.vmascope.capture.Capture;
import dev.vmascope.capture.CaptureRequest;
import dev.vmascope.capture.Captures;
import dev.vmascope.capture.Redaction;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.procfs.pool.ProcFile;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The captures that clients ask for.
@Component
class RequestedCaptures {
  private final ProcessAccess processes;
  private final Captures captures;

  RequestedCaptures(ProcessAccess processes, Captures captures) {
    this.processes = processes;
    this.captures = captures;
  }

  /// Reads a capture, which the caller must close.
  ///
  /// @param startTicks the start time that the process must have; `null` for any
  /// @param detail as it was sent: `maps`, `rollup`, `smaps`
  /// @param label the text of the client, for the manifest
  Capture read(
      int pid,
      @Nullable Long startTicks,
      @Nullable String detail,
      boolean force,
      Set<Redaction> redaction,
      @Nullable String label) {
    ProcFile file = Parameters.detail(detail, ProcFile.MAPS, ProcFile.SMAPS_ROLLUP, ProcFile.SMAPS);
    if (force) {
      ProcessProblems.requireLeaveToForce();
    }
    CaptureRequest wanted = new CaptureRequest(file, force, redaction, Optional.ofNullable(label));
    return processes.found(captures.read(pid, wanted), Capture::process, pid, startTicks);
  }
}
