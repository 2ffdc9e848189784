package dev.vmascope.snapshots;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The facts of a snapshot that its capture does not have. They are the comment of the archive.
///
/// @param id the id, by which snapshots are ordered as they were stored
/// @param label the label, if it got one
/// @param pinned whether it stays until somebody deletes it
record SnapshotNote(
    String id, Instant storedAt, SnapshotCause cause, @Nullable String label, boolean pinned) {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final SecureRandom RANDOM = new SecureRandom();

  /// The note of a snapshot that is stored now, with an id that nobody can guess.
  static SnapshotNote of(SnapshotOrder order, Instant now) {
    byte[] some = new byte[4];
    RANDOM.nextBytes(some);
    String id = ID_TIME.format(now) + "-" + HexFormat.of().formatHex(some);
    return new SnapshotNote(id, now, order.cause(), order.label(), order.pinned());
  }

  String print(JsonMapper json) {
    return json.writeValueAsString(this);
  }

  /// The note in the comment of an archive.
  ///
  /// @throws IOException if it is none
  static SnapshotNote parse(Optional<String> comment, JsonMapper json) throws IOException {
    if (comment.isEmpty()) {
      throw new IOException("the archive has no note");
    }
    try {
      return json.readValue(comment.get(), SnapshotNote.class);
    } catch (JacksonException _) {
      throw new IOException("the note of the archive cannot be parsed");
    }
  }
}
