package dev.vmascope.snapshots;

import dev.vmascope.capture.Manifest;
import dev.vmascope.capture.Redaction;
import dev.vmascope.http.row.Summed;
import dev.vmascope.http.row.WideOnly;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored snapshot.
@Schema(name = "Snapshot")
record SnapshotView(
    @Schema(description = "Id; ids are in the order in which snapshots were stored") String id,
    @WideOnly @Schema(description = "Time of storing") Instant storedAt,
    @Schema(
            description =
                "Reason for the snapshot. requested, received (a capture that was sent), pasted (a text that was sent), or"
                    + " automatic: leaking, mapping-limit (four fifths of it used), finding (a new one of high severity)")
        SnapshotCause cause,
    @Schema(description = "Label, if it got one") @Nullable String label,
    @Schema(description = "Whether it stays until somebody deletes it") boolean pinned,
    @Summed @Schema(description = "Size of the file") long sizeBytes,
    @WideOnly
        @Schema(
            description = "Time of the capture; absent for a pasted text, which does not say it")
        @Nullable Instant capturedAt,
    @WideOnly @Schema(description = "Host name, as the service that made the capture saw it")
        @Nullable String node,
    @Schema(description = "Process id; absent for a pasted text") @Nullable Integer pid,
    @WideOnly @Schema(description = "Start time of the process, in clock ticks after boot")
        @Nullable Long startTicks,
    @WideOnly @Schema(description = "Start time of the process, by the machine's wall clock")
        @Nullable Instant startTime,
    @Schema(description = "Name of the process") @Nullable String name,
    @WideOnly @Schema(description = "Innermost container") @Nullable String containerId,
    @WideOnly @Schema(description = "Uid of the Kubernetes pod") @Nullable String podUid,
    @WideOnly @Schema(description = "Unit of systemd") @Nullable String unit,
    @Schema(description = "Number of mappings") @Nullable Long mappings,
    @Schema(description = "Largest listing: none, maps, rollup or smaps") String detail,
    @WideOnly @Schema(description = "Facts that are replaced in the capture")
        List<Redaction> redaction) {
  static SnapshotView of(StoredSnapshot stored) {
    SnapshotNote note = stored.note();
    Manifest capture = stored.manifest();
    return new SnapshotView(
        note.id(),
        note.storedAt(),
        note.cause(),
        stored.label(),
        note.pinned(),
        stored.bytes(),
        capture.pid() == null ? null : capture.at(),
        capture.node(),
        capture.pid(),
        capture.startTicks(),
        capture.startTime(),
        capture.name(),
        capture.containerId(),
        capture.podUid(),
        capture.unit(),
        capture.mappings(),
        stored.detail(),
        capture.redaction());
  }
}
