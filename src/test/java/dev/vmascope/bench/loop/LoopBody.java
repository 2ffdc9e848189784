package dev.vmascope.bench.loop;

import java.io.IOException;

/// The body of a loop that does the same each time.
@FunctionalInterface
public interface LoopBody {
  /// Does it once.
  ///
  /// @return a number that depends on all of it, so that no compiler may leave any of it out
  long run() throws IOException;
}
