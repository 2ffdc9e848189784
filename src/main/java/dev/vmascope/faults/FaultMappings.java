package dev.vmascope.faults;

import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.kernellog.Trap;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.maps.MappingView;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A finder of the mappings of one process at the addresses of faults. Each address is asked about
/// by `PROCMAP_QUERY`; where that fails, one reading of the listing serves the remaining ones.
final class FaultMappings {
  private static final int MOST_FAULTS = 20;

  /// The mappings at a fault's addresses now, in a process of the same program.
  @Schema(name = "FaultPlaces")
  record MappingsView(
      @Schema(description = "Index of the fault, counted from 0") int fault,
      @Schema(description = "Mapping that contains address; absent if there is none")
          @Nullable MappingView addressIn,
      @Schema(description = "Mapping that contains ip; absent if there is none")
          @Nullable MappingView ipIn) {}

  private final ProcessAccess processes;
  private final int pid;
  private final Map<Long, ClassifiedMapping> found = new HashMap<>();
  private @Nullable Long startTicks;

  FaultMappings(ProcessAccess processes, int pid) {
    this.processes = processes;
    this.pid = pid;
  }

  /// The mappings for the first faults that have addresses.
  List<MappingsView> of(List<LoggedFault> faults) {
    Set<Long> addresses = new LinkedHashSet<>();
    List<Integer> traps = new ArrayList<>();
    for (int i = 0; i < faults.size() && traps.size() < MOST_FAULTS; i++) {
      if (faults.get(i).event() instanceof Trap trap) {
        trap.address().ifPresent(addresses::add);
        trap.ip().ifPresent(addresses::add);
        traps.add(i);
      }
    }
    find(new ArrayDeque<>(addresses));
    List<MappingsView> places = new ArrayList<>();
    for (int i : traps) {
      if (faults.get(i).event() instanceof Trap trap) {
        places.add(new MappingsView(i, at(trap.address()), at(trap.ip())));
      }
    }
    return places;
  }

  private void find(Deque<Long> addresses) {
    boolean answered = true;
    while (answered && !addresses.isEmpty()) {
      long address = addresses.getFirst();
      MappingLookup asked = processes.askForAddress(pid, startTicks, address).orElse(null);
      answered = asked != null;
      if (asked != null) {
        startTicks = asked.process().stat().startTicks();
        asked.at().ifPresent(mapping -> found.put(address, mapping));
        addresses.removeFirst();
      }
    }
    if (!answered) {
      findInListing(addresses);
    }
  }

  private void findInListing(Deque<Long> addresses) {
    try (ListingReading reading = processes.readMaps(pid, startTicks)) {
      ProcessReading process = reading.process();
      if (process.type() != ProcessType.USER) {
        return;
      }
      long mask = process.status().value().map(ProcessStatus::untagMask).orElse(-1L);
      ProcessProblems.listing(reading, pid);
      MappingReader parser = reading.mappings(AnswerWork::over);
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        for (long address : addresses) {
          if (next.mapping().range().contains(address & mask)) {
            found.put(address, next);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable MappingView at(OptionalLong address) {
    ClassifiedMapping mapping = address.isPresent() ? found.get(address.getAsLong()) : null;
    return mapping == null ? null : MappingView.of(mapping);
  }
}
