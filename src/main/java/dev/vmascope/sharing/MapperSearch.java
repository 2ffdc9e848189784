package dev.vmascope.sharing;

import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.guard.Places;
import dev.vmascope.http.operation.FileMappers;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.ListingReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// A search through the listings of all processes for a file. Two run at a time, one of each
/// caller; no page table is walked.
@Component
final class MapperSearch implements FileMappers {
  private final ProcFs procFs;
  private final ProcessAccess processes;
  private final Places turns = Places.shared(2);

  MapperSearch(ProcFs procFs, ProcessAccess processes) {
    this.procFs = procFs;
    this.processes = processes;
  }

  @Override
  public Found search(Glob path) {
    String caller = Caller.name();
    if (!turns.take(caller)) {
      throw Problem.of(
              ProblemCode.BUSY,
              "Other searches through the mappings of all processes are running; try again.")
          .exception();
    }
    try {
      Set<Integer> pids = new HashSet<>();
      ListingPass pass = new ListingPass(procFs);
      pass.forEach(
          processes.sample(),
          reading -> {
            if (maps(reading, path, pass)) {
              pids.add(reading.process().stat().pid());
            }
          });
      return new Found(pids, unavailable(pass));
    } finally {
      turns.leave(caller);
    }
  }

  /// Whether a listing has the file. Names of memory without a file are no paths, whatever a
  /// process writes into them.
  private static boolean maps(ListingReading reading, Glob glob, ListingPass pass)
      throws IOException {
    MappingReader listing = reading.mappings(AnswerWork::over);
    for (ClassifiedMapping next = listing.next();
        next != null && pass.hasTime();
        next = listing.next()) {
      RawText path = next.backing().path();
      if (path != null && glob.matches(path.text())) {
        return true;
      }
    }
    return false;
  }

  private static List<UnavailableField> unavailable(ListingPass pass) {
    List<UnavailableField> unavailable = new ArrayList<>();
    pass.unread()
        .forEach((reason, count) ->
            unavailable.add(
                new UnavailableField(
                    "processes[]",
                    reason.toString(),
                    "the mappings of " + count + " processes: " + Remedies.unreadable(reason))));
    if (!pass.inTime()) {
      unavailable.add(
          new UnavailableField(
              "processes[]",
              "partial",
              "try again: the mappings of some processes were not read in time"));
    }
    return unavailable;
  }
}
