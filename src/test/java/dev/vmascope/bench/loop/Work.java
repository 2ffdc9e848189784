package dev.vmascope.bench.loop;

import java.io.IOException;

/// A work that is the same each time.
@FunctionalInterface
public interface Work {
  /// Does it once.
  ///
  /// @return a number that depends on all of it, so that no compiler may leave any of it out
  long run() throws IOException;
}
