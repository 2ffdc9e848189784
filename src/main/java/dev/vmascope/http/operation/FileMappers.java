package dev.vmascope.http.operation;

import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.text.Glob;
import java.util.List;
import java.util.Set;

/// A search for the processes that map files of a name.
@FunctionalInterface
public interface FileMappers {
  /// The result of a search.
  ///
  /// @param pids the processes that map such a file
  /// @param unavailable the entries for processes whose mappings could not be read
  record Found(Set<Integer> pids, List<UnavailableField> unavailable) {
    public Found {
      pids = Set.copyOf(pids);
      unavailable = List.copyOf(unavailable);
    }
  }

  /// Reads the mappings of all processes of the last sample.
  ///
  /// @param path the pattern of the whole path
  /// @throws dev.vmascope.http.problem.ProblemException `busy` if too many such searches run
  Found search(Glob path);
}
