package dev.vmascope.snapshots;

import dev.vmascope.capture.Captures;
import dev.vmascope.capture.PastedCapture;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.snapshot.PastedSnapshots;
import dev.vmascope.pasted.PastedListing;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The storage of pasted listings, among the other snapshots and within the same limits.
@Component
class PastedSnapshotStore implements PastedSnapshots {
  private final SnapshotStore snapshots;
  private final Captures captures;
  private final JsonMapper json;
  private final Clock clock;

  PastedSnapshotStore(SnapshotStore snapshots, Captures captures, JsonMapper json, Clock clock) {
    this.snapshots = snapshots;
    this.captures = captures;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String store(PastedListing listing, @Nullable String label, boolean pinned)
      throws IOException {
    PastedCapture capture = captures.of(listing, clock.instant(), Optional.ofNullable(label));
    return snapshots
        .store(
            new SnapshotOrder(SnapshotCause.PASTED, label, pinned),
            (out, comment) -> capture.writeTo(out, json, AnswerWork::over, Optional.of(comment)))
        .id();
  }
}
