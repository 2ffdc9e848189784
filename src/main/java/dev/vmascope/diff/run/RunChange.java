package dev.vmascope.diff.run;

import dev.vmascope.diff.ChangeType;
import java.util.Optional;

/// A difference between two runs: a mapping, and its partner in the other run.
///
/// @param type the type: `renamed` for a file that seems to be another version
/// @param before empty if added
/// @param after empty if removed
/// @param certain whether the object and the place in it say so; memory without a name has neither
public record RunChange(
    ChangeType type, Optional<RunMapping> before, Optional<RunMapping> after, boolean certain) {

  static RunChange added(RunMapping mapping) {
    boolean named = !mapping.object().isNameless();
    return new RunChange(ChangeType.ADDED, Optional.empty(), Optional.of(mapping), named);
  }

  static RunChange removed(RunMapping mapping) {
    boolean named = !mapping.object().isNameless();
    return new RunChange(ChangeType.REMOVED, Optional.of(mapping), Optional.empty(), named);
  }

  static RunChange between(RunMapping before, RunMapping after, boolean certain) {
    boolean named = before.object() == after.object();
    return new RunChange(
        type(before, after), Optional.of(before), Optional.of(after), certain && named);
  }

  private static ChangeType type(RunMapping before, RunMapping after) {
    if (!before.permissions().equals(after.permissions())) {
      return ChangeType.REPROTECTED;
    }
    if (before.sizeBytes() != after.sizeBytes()) {
      return after.sizeBytes() > before.sizeBytes() ? ChangeType.GROWN : ChangeType.SHRUNK;
    }
    return ChangeType.RENAMED;
  }

  /// The change of the mapped size, in bytes.
  public long changedBytes() {
    return after.map(RunMapping::sizeBytes).orElse(0L)
        - before.map(RunMapping::sizeBytes).orElse(0L);
  }
}
