package dev.vmascope.snapshots;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.operation.PatternHint;
import dev.vmascope.mapping.text.Glob;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of snapshots, as they were sent.
record SnapshotQuery(
    @Parameter(description = "Only snapshots of the process with this pid") @Nullable String pid,
    @Parameter(description = "Only snapshots of processes whose name matches this glob: *, ?, […]")
        @Nullable String name,
    @Parameter(description = "Only snapshots whose label matches this glob") @Nullable String label,
    @Parameter(
            description = "Only snapshots stored at or after this time",
            example = "2026-11-29T12:00:00Z")
        @Nullable String since) {
  /// All snapshots that match, the newest first.
  List<StoredSnapshot> fitting(List<StoredSnapshot> all) {
    Integer process =
        pid == null ? null : (int) Parameters.number("pid", pid, 1, Integer.MAX_VALUE);
    Glob names = Parameters.glob("name", name == null ? "*" : name);
    Glob labels = Parameters.glob("label", label == null ? "*" : label);
    Instant start = since == null ? Instant.MIN : time(since);
    return AnswerWork.over(all)
        .filter(snapshot -> process == null || process.equals(snapshot.manifest().pid()))
        .filter(snapshot -> name == null || matches(names, snapshot.manifest().name()))
        .filter(snapshot -> label == null || matches(labels, snapshot.label()))
        .filter(snapshot -> !snapshot.note().storedAt().isBefore(start))
        .toList();
  }

  /// A hint for a name or a label that no snapshot has.
  Optional<String> hint(List<StoredSnapshot> all) {
    return PatternHint.of("name", name, texts(all, snapshot -> snapshot.manifest().name()))
        .or(() -> PatternHint.of("label", label, texts(all, StoredSnapshot::label)));
  }

  private static Stream<String> texts(
      List<StoredSnapshot> all, Function<StoredSnapshot, @Nullable String> text) {
    return AnswerWork.over(all).map(text).flatMap(Stream::ofNullable);
  }

  private static boolean matches(Glob glob, @Nullable String text) {
    return text != null && glob.matches(text);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw Parameters.invalid("since", "expected a time as in 2026-11-29T12:00:00Z");
    }
  }
}
