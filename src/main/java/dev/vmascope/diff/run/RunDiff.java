package dev.vmascope.diff.run;

import java.util.List;

/// The difference between two runs. Each mapping of both is in exactly one change, or has an equal
/// one in the other run.
///
/// @param changes what is gone first, then the others in the order of the later run
/// @param unchanged the number of mappings that have an equal one
public record RunDiff(List<RunChange> changes, int unchanged) {
  public RunDiff {
    changes = List.copyOf(changes);
  }
}
