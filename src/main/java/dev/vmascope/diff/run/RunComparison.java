package dev.vmascope.diff.run;

import dev.vmascope.diff.MappingSource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/// A comparison of two listings by what they map, not by addresses. It takes memory in proportion
/// to the listings.
public final class RunComparison {
  private final RunListing before;
  private final RunListing after;
  private final List<RunObject> objects;

  private RunComparison(RunListing before, RunListing after, Collection<RunObject> objects) {
    this.before = before;
    this.after = after;
    this.objects = List.copyOf(objects);
  }

  /// Reads two listings.
  ///
  /// @param mostBytes the limit on the memory for them
  /// @throws dev.vmascope.diff.TooManyChangesException if they take more
  /// @throws IOException of the listings
  public static RunComparison of(MappingSource before, MappingSource after, long mostBytes)
      throws IOException {
    RunReader reader = new RunReader(mostBytes);
    RunListing old = reader.read(before, false);
    RunListing current = reader.read(after, true);
    ObjectVersions.pair(reader.objects());
    return new RunComparison(old, current, reader.objects());
  }

  /// The objects that either maps, in the order of their names.
  public List<RunObject> objects() {
    return objects;
  }

  /// The distances between the bases of both.
  public BaseShifts shifts() {
    return before.bases().to(after.bases());
  }

  /// The difference of both as two runs.
  ///
  /// @param equal takes each mapping that has an equal one, and that one
  public RunDiff diff(BiConsumer<RunMapping, RunMapping> equal) {
    return alignment().diff(equal);
  }

  RunAlignment alignment() {
    return RunAlignment.of(before.mappings(), after.mappings());
  }

  /// The mappings of the earlier run.
  List<RunMapping> before() {
    return before.mappings();
  }

  /// The mappings of the later run.
  List<RunMapping> after() {
    return after.mappings();
  }
}
